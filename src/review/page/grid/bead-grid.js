// A grid of beads, in a document and in the queue: which bead and which side is active, where the focus is, and
// which rows are being edited or split.

import { h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { SIDES } from '../core/sides.js'
import { store } from '../core/store.js'
import { estimateRow, makeRow, paintBead, paintQuote } from './bead-row.js'
import { draftKey } from './drafts.js'
import { VirtualList } from './virtual-list.js'

/**
 * Sends `active` when another bead or side becomes active, and `command` (detail: `{id, anchor}`) when a button in
 * a row is pressed.
 */
export class BeadGrid extends EventTarget {
  items = []
  /** The index of the active bead among the items, or -1. */
  index = -1
  /** The key of the bead that the reviewer made active last; it may not be shown at present. */
  #key = null
  /** @type {'source' | 'target'} */
  side = 'source'
  /** The place in a side's text on which the reviewer clicked last. */
  caret = null
  /** What replaces the sides of a bead, by key: see `Editor` and `SplitMode`. */
  modes = new Map()
  /** The cell that waits to be linked with another: `{key, side}`. */
  linking = null

  /** @param {{label: string, drafts: Map<string, object>}} options */
  constructor({ label, drafts }) {
    super()
    this.drafts = drafts
    this.scroller = h('div', { class: 'scroller', role: 'presentation' })
    this.element = h('div', { class: 'grid', role: 'grid', 'aria-label': label, 'aria-colcount': 4 },
      h('div', { class: 'row columns', role: 'row', 'aria-rowindex': 1 },
        ['status', 'source', 'target', 'remarks'].map((name) =>
          h('div', { role: 'columnheader', class: name }, t(`column.${name}`)))),
      this.scroller)
    this.list = new VirtualList({
      scroller: this.scroller,
      make: makeRow,
      paint: (element, item) => this.#paint(element, item),
      estimate: estimateRow,
      keep: (key) => key === this.active?.key || this.modes.has(key),
      anchor: () => this.active?.key ?? null,
    })
    this.scroller.addEventListener('mousedown', (event) => this.#press(event))
    this.scroller.addEventListener('click', (event) => this.#click(event))
    this.scroller.addEventListener('focusin', (event) => this.#focused(event))
    this.scroller.addEventListener('keydown', (event) => this.modes.get(event.target.closest('.row')?.listItem)?.onKey?.(event))
    this.onPending = ({ detail }) => this.repaint(detail)
    store.addEventListener('pending', this.onPending)
  }

  destroy() {
    store.removeEventListener('pending', this.onPending)
    this.list.destroy()
  }

  /** The active item. */
  get active() {
    return this.items[this.index] ?? null
  }

  /** Shows these items. The active bead stays active, or else the one that takes its place. */
  update(items) {
    const before = this.active?.key
    const hadFocus = this.scroller.contains(document.activeElement)
    const near = this.index
    const moved = this.#follow(items)
    this.items = items
    this.index = this.#find()
    this.element.setAttribute('aria-rowcount', items.length + 1)
    this.list.update(items)
    for (const mode of moved.gone) mode.lost()
    if (this.active?.key !== before) {
      this.#mark(before)
      // Commands act on the active bead, so it must be in view.
      if (this.index >= 0) this.list.reveal(this.index, Math.abs(this.index - near) > 1 ? 'center' : 'nearest')
      if (hadFocus && !takesFocus(document.activeElement)) this.focus()
    }
    for (const restore of moved.focused) restore()
  }

  /** Moves editors of beads whose ids have changed to the beads with their texts, or closes them. */
  #follow(items) {
    const moved = { gone: [], focused: [] }
    if (!this.modes.size) return moved
    const before = new Map(this.items.map((item) => [item.key, item]))
    const present = new Map(items.map((item) => [item.key, item]))
    // A bead that was there before with the same texts is a different one.
    const fresh = items.filter((item) => item.row && !alike(before.get(item.key)?.row, item.row))
    for (const [key, mode] of [...this.modes]) {
      const own = present.get(key)
      // Ids are counted within a quote: another bead may have this id now.
      if (own && !mode.strayed?.(own.row)) continue
      const free = fresh.filter((item) => !this.modes.has(item.key))
      const item = mode.follow?.(free, own != null)
      if (own && !item) continue
      this.modes.delete(key)
      if (!item) {
        moved.gone.push(mode)
        continue
      }
      const restore = mode.keepFocus?.()
      if (restore) moved.focused.push(restore)
      this.modes.set(item.key, mode)
      if (this.#key === key) this.#key = item.key
    }
    return moved
  }

  /** The index of the bead that was active last, or of the one in its place. */
  #find() {
    if (this.#key == null) return -1
    if (this.items[this.index]?.key === this.#key) return this.index
    const found = this.items.findIndex((item) => item.key === this.#key)
    if (found >= 0) return found
    const near = Math.min(Math.max(this.index, 0), this.items.length)
    const behind = this.next(1, near - 1)
    return behind >= 0 ? behind : this.next(-1, near)
  }

  /** Paints rows again: those of these beads, or all that are shown. */
  repaint(beads) {
    if (!beads) return this.list.repaint()
    const wanted = new Set(beads)
    const keys = []
    for (const [key, entry] of this.list.shown) if (wanted.has(this.items[entry.index]?.row?.bead)) keys.push(key)
    if (keys.length) this.list.repaint(keys)
  }

  #paint(element, item) {
    if (!item.row) return paintQuote(element, item)
    const active = item.key === this.active?.key
    paintBead(element, item, {
      side: active ? this.side : null,
      tab: active ? this.side : null,
      linking: this.linking?.key === item.key ? this.linking.side : null,
      draft: !this.modes.has(item.key) && this.drafts.has(draftKey(item)),
      mode: this.modes.get(item.key) ?? null,
    })
  }

  // Going

  /**
   * Makes a bead the active one, brings it into view and gives it the focus.
   *
   * @param {number} index
   * @param {{side?: 'source' | 'target', where?: 'nearest' | 'center', focus?: boolean}} [how]
   */
  go(index, { side = this.side, where = 'nearest', focus = true } = {}) {
    if (!this.items[index]?.row) return false
    const before = this.active?.key
    if (before !== this.items[index].key || side !== this.side) this.caret = null
    this.index = index
    this.#key = this.items[index].key
    this.side = side
    for (const [key, mode] of [...this.modes]) if (mode.fleeting && key !== this.#key) this.leave(key)
    this.#mark(before)
    // The first bead of a quote brings the quote's opening row into view.
    if (index > 0 && !this.items[index - 1].row) this.list.reveal(index - 1, where)
    this.list.reveal(index, where)
    if (focus) this.focus()
    return true
  }

  /** Goes to the next bead in this direction. */
  step(direction) {
    const index = this.next(direction)
    if (index >= 0) this.go(index)
    else this.focus()
  }

  /** Goes on by a page in this direction. */
  leap(direction) {
    const to = Math.min(this.items.length - 1, Math.max(0, this.index + direction * this.list.page()))
    const index = this.items[to]?.row ? to : this.next(direction, to)
    this.go(index >= 0 ? index : this.next(-direction, to))
  }

  /** Goes to a bead by its id. */
  goTo(bead, how) {
    return this.go(this.items.findIndex((item) => item.row?.bead === bead), how)
  }

  /** Whether the active bead is in view, or a good part of it. */
  get seen() {
    if (this.index < 0) return false
    const { scroller, heights } = this.list
    const top = heights.before(this.index) - scroller.scrollTop
    const height = heights.values[this.index]
    const shown = Math.min(top + height, scroller.clientHeight) - Math.max(top, 0)
    return shown >= Math.min(height, scroller.clientHeight) / 2 || shown >= 60
  }

  /** Brings the active bead into view. */
  bring() {
    this.list.reveal(this.index, 'center')
    this.focus()
  }

  /** Closes what is open, on the active bead first; returns whether anything was open. */
  escape() {
    const mode = this.modes.get(this.active?.key) ?? this.modes.values().next().value
    mode?.escape()
    return mode != null
  }

  /** The next bead from `from` in this direction, or -1. */
  next(step, from = this.index, wanted = () => true) {
    if (from < 0) from = step > 0 ? -1 : this.items.length
    for (let i = from + step; i >= 0 && i < this.items.length; i += step) {
      if (this.items[i].row && wanted(this.items[i].row)) return i
    }
    return -1
  }

  /** Paints the row that was active and the one that is, and sends `active`. */
  #mark(before) {
    const keys = [before, this.active?.key].filter(Boolean)
    this.list.repaint(keys)
    this.dispatchEvent(new Event('active'))
  }

  /** Gives the focus to the active bead, or makes the first one active. */
  focus() {
    if (this.index < 0) return this.go(this.next(1, -1))
    const mode = this.modes.get(this.active.key)
    if (mode) return mode.focus()
    this.cell()?.focus({ preventScroll: true })
  }

  /** The active cell's element. */
  cell(side = this.side) {
    return this.list.element(this.index)?.querySelector(`:scope > .${side}`)
  }

  /** Replaces the active bead's sides by a mode. */
  enter(mode) {
    this.modes.set(this.active.key, mode)
    this.list.repaint([this.active.key])
    this.list.reveal(this.index)
    mode.focus()
  }

  /** Shows the sides again. */
  leave(key) {
    const hadFocus = this.list.shown.get(key)?.element.contains(document.activeElement)
    this.modes.delete(key)
    const entry = this.list.shown.get(key)
    if (entry) {
      entry.element.replaceChildren()
      this.list.repaint([key])
    }
    if (hadFocus && this.active?.key === key) this.focus()
  }

  // Mouse and touch

  #item(target) {
    const element = target.closest?.('.row')
    const entry = element && this.list.shown.get(element.listItem)
    return entry && this.items[entry.index]?.row ? entry : null
  }

  #press(event) {
    const entry = this.#item(event.target)
    // Before the press makes the cell active.
    this.pressedHere = entry?.index === this.index && event.target.closest('.side')?.dataset.side === this.side
    // A button must not take the focus from the bead that it is about.
    if (entry && event.target.closest('button')) event.preventDefault()
  }

  #focused(event) {
    const side = event.target.closest('.side')
    const entry = this.#item(event.target)
    if (!side || !entry || this.modes.has(event.target.closest('.row').listItem)) return
    if (entry.index === this.index && side.dataset.side === this.side) return
    this.go(entry.index, { side: side.dataset.side, focus: false })
  }

  #click(event) {
    const button = event.target.closest('button[data-command]')
    const entry = this.#item(event.target)
    if (entry && !(entry.index === this.index && event.target.closest('.mode'))) {
      const side = event.target.closest('.side')?.dataset.side ?? this.side
      this.go(entry.index, { side })
      // A click that only makes the cell active does not mean a place in it.
      const caret = !this.pressedHere || button ? null : caretAt(event, this.cell(side))
      this.caret = caret == null ? null : { key: this.active.key, side, offset: caret }
    }
    if (!button) return
    const quote = button.closest('.quote')?.dataset.quote
    if (quote) this.go(this.items.findIndex((item) => item.row?.quote === quote), {})
    this.dispatchEvent(new CustomEvent('command', { detail: { id: button.dataset.command, anchor: button } }))
  }
}

function alike(a, b) {
  return a != null && SIDES.every((side) => a[side]?.text === b[side]?.text)
}

function takesFocus(element) {
  return element?.matches('textarea, input, select') || element?.closest('dialog')
}

/** The place in an element's text to which a mouse or finger points, in UTF-16 code units; `null` elsewhere. */
export function caretAt({ clientX, clientY }, element) {
  const place = document.caretPositionFromPoint?.(clientX, clientY)
  const range = place ? null : document.caretRangeFromPoint?.(clientX, clientY)
  const node = place?.offsetNode ?? range?.startContainer
  if (!node || !element?.contains(node) || node.nodeType !== Node.TEXT_NODE) return null
  const before = document.createRange()
  before.setStart(element, 0)
  before.setEnd(node, place?.offset ?? range.startOffset)
  return before.toString().length
}
