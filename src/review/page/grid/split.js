// Splits a bead. If each side has one inner boundary there is nothing to ask. Otherwise the row shows the boundaries
// as numbered handles, and a mark on each side that keys and mouse move.

import { fill, h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { ignoreKeys } from '../core/keys.js'
import { announce } from '../core/messages.js'
import { SIDES } from '../core/sides.js'
import { realign } from '../operations/operations.js'
import { caretAt } from './bead-grid.js'

/** Length of the text on each side of the mark that is read out, in UTF-16 code units. */
const READ_LENGTH = 40

/** Splits at once, or opens the mode in the active row. */
export function split(at) {
  const { grid, document, row } = at
  const { key } = grid.active
  if (grid.modes.has(key)) return
  const caret = grid.caret?.key === key ? grid.caret : null
  if (!caret && SIDES.every((side) => row[side]?.cuts.length === 1)) {
    splitAt(document, row, { source: row.source.cuts[0], target: row.target.cuts[0] })
  } else if (!SIDES.some((side) => row[side]?.text.includes(' '))) {
    announce(t('split.nowhere'))
  } else {
    grid.enter(new SplitMode(at, caret))
  }
}

function splitAt(document, row, marks) {
  const places = Object.fromEntries(Object.entries(marks).filter(([, place]) => place != null))
  return realign(document, { do: 'split', bead: row.bead, ...places }, [row])
}

class SplitMode {
  constructor({ grid, document, row, side }, caret) {
    Object.assign(this, { grid, document, row, key: grid.active.key })
    this.side = caret?.side ?? (row[side] ? side : SIDES.find((other) => row[other]))
    /** Where each side is cut; `null` leaves it to the program. */
    this.marks = { source: null, target: null }
    for (const name of SIDES) if (row[name]?.cuts.length) this.marks[name] = middle(row[name].cuts, row[name].text.length)
    const clicked = caret && nearest(words(row[caret.side]), caret.offset)
    if (clicked != null) this.marks[caret.side] = clicked
    else this.marks[this.side] ??= middle(words(row[this.side]), row[this.side].text.length)
  }

  paint(row, cells) {
    this.cells = cells
    if (row.rev !== this.row.rev) {
      if (SIDES.some((name) => row[name]?.text !== this.row[name]?.text)) {
        announce(t('split.changed'))
        ignoreKeys()
        queueMicrotask(() => this.grid.leave(this.key))
        return
      }
      this.row = row
    }
    for (const name of SIDES) this.#paintSide(name)
  }

  #paintSide(name) {
    const cell = this.cells[name]
    const content = this.row[name]
    const here = name === this.side
    cell.className = `side mode split ${name}${here ? ' here' : ''}`
    cell.tabIndex = here ? 0 : -1
    cell.painted = null
    if (!content) return fill(cell, t(`empty.${name}`))
    fill(cell,
      h('span', { class: 'text', on: { click: (event) => this.#click(event, name) } }, this.#parts(content, this.marks[name], name)),
      this.marks[name] == null && h('span', { class: 'hint' }, t('split.automatic')),
      here && h('div', { class: 'buttons' },
        h('button', { type: 'button', class: 'main', tabindex: -1, title: 'Enter', on: { click: () => this.#apply() } }, t('command.split')),
        h('button', { type: 'button', tabindex: -1, title: 'Esc', on: { click: () => this.escape() } }, t('cancel'))))
  }

  /** The text with its handles. The style sheet draws their numbers, so that they are not text. */
  #parts({ text, cuts }, mark, name) {
    const places = [...new Set([...cuts, mark ?? 0])].filter((place) => place > 0).sort((a, b) => a - b)
    const parts = []
    let from = 0
    for (const place of places) {
      const number = cuts.indexOf(place) + 1
      const kind = place === mark ? 'handle mark' : 'handle'
      parts.push(text.slice(from, place), number
        ? h('button', { type: 'button', class: kind, tabindex: -1, data: { number: String(number) }, 'aria-label': t('split.handle', { n: number }), on: { click: (event) => this.#press(event, name, place) } })
        : h('span', { class: kind, 'aria-hidden': 'true' }))
      from = place
    }
    return [...parts, text.slice(from)]
  }

  /** The mode closes when another bead becomes active: a mark is soon made again. */
  fleeting = true

  focus() {
    this.cells[this.side].focus({ preventScroll: true })
    this.#announceMark()
  }

  /** The bead is gone. */
  lost() {
    ignoreKeys()
    announce(t('split.changed'))
  }

  /** While the mode is open, every key belongs to it, except those of the browser. */
  onKey(event) {
    const { key, ctrlKey, altKey, metaKey } = event
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[key]
    if (step && (ctrlKey || altKey || metaKey)) this.#step(words(this.row[this.side]), step)
    else if (step) this.#step(this.row[this.side]?.cuts ?? [], step)
    else if (key === 'Tab') this.#turn()
    else if (key === 'Enter') this.#apply()
    else if (key === 'Escape') this.escape()
    else if (key === 'Delete' || key === 'Backspace') this.#mark(this.side, null)
    else if (/^[1-9]$/.test(key)) this.#mark(this.side, this.row[this.side]?.cuts[key - 1] ?? this.marks[this.side])
    else if (ctrlKey || metaKey || key.length > 1) return
    event.preventDefault()
    event.stopPropagation()
  }

  #step(places, step) {
    const mark = this.marks[this.side] ?? (step > 0 ? 0 : Infinity)
    const place = step > 0 ? places.find((place) => place > mark) : places.findLast((place) => place < mark)
    if (place == null) announce(t('split.no-more'))
    else this.#mark(this.side, place)
  }

  #turn() {
    const other = this.side === 'source' ? 'target' : 'source'
    if (this.row[other]) this.side = other
    this.#paint()
  }

  #mark(side, place) {
    this.side = side
    this.marks[side] = place
    this.#paint()
  }

  #press(event, name, place) {
    event.stopPropagation()
    this.#mark(name, place)
  }

  #click(event, name) {
    event.stopPropagation()
    const place = caretAt(event, event.currentTarget)
    const near = place == null ? null : nearest(words(this.row[name]), place)
    if (near != null) this.#mark(name, near)
  }

  #paint() {
    for (const name of SIDES) this.#paintSide(name)
    this.grid.side = this.side
    this.focus()
  }

  /** Announces where the mark is: the text before and after it. */
  #announceMark() {
    const content = this.row[this.side]
    const mark = this.marks[this.side]
    if (!content) return
    if (mark == null) announce(t('split.automatic'))
    else announce(`${content.text.slice(Math.max(0, mark - READ_LENGTH), mark)} | ${content.text.slice(mark, mark + READ_LENGTH)}`)
  }

  escape() {
    this.grid.leave(this.key)
  }

  async #apply() {
    if (SIDES.every((name) => this.marks[name] == null)) return announce(t('split.no-mark'))
    this.escape()
    await splitAt(this.document, this.row, this.marks)
  }
}

/** Where words begin, except the first: possible places of a mark. */
function words(cell) {
  if (!cell) return []
  const places = []
  for (const { index, isWordLike } of new Intl.Segmenter(cell.lang, { granularity: 'word' }).segment(cell.text)) {
    if (isWordLike && index > 0) places.push(index)
  }
  return places
}

/** The place nearest to the middle. */
function middle(places, length) {
  return nearest(places, length / 2)
}

/** The place nearest to `where`, or `null` if there is none. */
function nearest(places, where) {
  let best = null
  for (const place of places) if (best == null || Math.abs(place - where) < Math.abs(best - where)) best = place
  return best
}
