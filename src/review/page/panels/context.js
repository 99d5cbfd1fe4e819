// The document around a quote, with both its sides marked. Sentences can be picked here: the first and the last
// of a translation that is somewhere else, or of a quote that was not found. More of the document is requested at
// the end of the shown text.

import { get } from '../core/api.js'
import { choice, field } from '../core/dialog.js'
import { fill, h, icon } from '../core/dom.js'
import { fold } from '../core/fold.js'
import { beadsOf } from '../core/here.js'
import { languageName, t } from '../core/i18n.js'
import { keyName } from '../core/keys.js'
import { announce, notify } from '../core/messages.js'
import { keysOf } from '../core/shortcuts.js'
import { store } from '../core/store.js'
import { errorText, restructure } from '../operations/operations.js'

/** Length of the text that is requested first on either side of the quote, in bytes. */
const FIRST_CONTEXT = 6_000

/** Distance from the end of the shown text at which more is requested, in pixels. */
const EXTEND_DISTANCE = 150

export class ContextPanel {
  name = 'context'

  /**
   * @param {string} document
   * @param {() => void} picked  called when picking has ended
   */
  constructor(document, picked) {
    this.document = document
    this.picked = picked
    this.quote = null
    this.bead = null
    /** Number of bytes that are requested before the quote, and after it. */
    this.around = [FIRST_CONTEXT, FIRST_CONTEXT]
    /** What is picked: `{quote, side, first, last}`, spans in the document; `side` is `null` for a new quote. */
    this.pick = null
    /** The sentences: `{span, parts, paragraph}`, in order. */
    this.units = []
    this.head = h('div', { class: 'pick', hidden: true })
    this.jump = h('button', { type: 'button', hidden: true, data: { command: 'context-jump' }, on: { click: () => this.#jump() } })
    this.query = h('input', { type: 'search', 'aria-label': t('context.search'), placeholder: t('context.search') })
    this.hits = h('span', { class: 'hint', role: 'status' })
    this.tools = h('div', { class: 'context-tools' }, h('div', { class: 'search' }, icon('search'), this.query), this.hits, this.jump)
    this.text = h('div', { class: 'page', role: 'document', tabindex: 0, 'aria-label': t('context.page') })
    this.element = h('div', { class: 'context' }, this.head, this.tools, this.text)
    this.text.addEventListener('click', (event) => this.#click(event))
    this.text.addEventListener('keydown', (event) => this.#key(event))
    this.text.addEventListener('scroll', () => this.#scrolled(), { passive: true })
    this.query.addEventListener('input', () => this.#search(0))
    this.query.addEventListener('keydown', (event) => this.#searchKey(event))
  }

  /** Shows the text around a bead. */
  async show(quote, bead) {
    if (this.pick) return
    const moved = this.bead !== bead
    this.bead = bead
    if (this.quote !== quote) {
      this.around = [FIRST_CONTEXT, FIRST_CONTEXT]
      this.quote = quote
      await this.load()
    } else if (moved && this.context) {
      // Of a very long quote only the text around a bead is shown.
      if (this.context.pieces.some((piece) => piece.bead === bead)) this.#markBead(true)
      else await this.load()
    }
  }

  /** Rows have changed, or all of them: the text may have changed, too. */
  rowsChanged(patch) {
    if (!this.context) return
    if (!patch || this.state !== this.#state()) this.load({ stay: true })
  }

  /** The part of the quote's rows that is shown here. */
  #state() {
    const texts = ({ source, target }) => [source, target].map((cell) => cell?.unedited ?? cell?.text)
    return JSON.stringify(beadsOf(this.quote).map((row) => [row.bead, ...texts(row)]))
  }

  /** Requests the text; with `stay` the text in view keeps its place. */
  async load({ stay = false } = {}) {
    const { quote, bead } = this
    const asked = (this.asked = Symbol('asked'))
    const state = this.#state()
    try {
      const [before, after] = this.around
      const context = await get('context', { document: this.document, quote, bead, before, after })
      if (this.asked !== asked) return false
      const hold = stay ? this.#hold() : null
      this.context = context
      this.state = state
      this.#paint()
      if (hold) hold()
      else this.#markBead(true)
      return true
    } catch (error) {
      if (this.asked === asked) {
        this.units = []
        fill(this.text, h('p', {}, errorText(error)))
      }
      return false
    }
  }

  /** Requests more at the beginning (0) or the end (1). */
  async #extend(end) {
    if (!this.context?.more[end] || this.extending) return false
    this.extending = true
    this.around[end] = this.around[end] * 3
    const done = await this.load({ stay: true })
    this.extending = false
    return done
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.text
    const up = scrollTop < (this.scrollTop ?? 0)
    this.scrollTop = scrollTop
    if (up && scrollTop < EXTEND_DISTANCE) this.#extend(0)
    else if (!up && scrollTop + clientHeight > scrollHeight - EXTEND_DISTANCE) this.#extend(1)
  }

  /** Remembers the text in view; returns a function that scrolls back to it. */
  #hold() {
    const { scrollTop } = this.text
    const first = this.units.find(({ parts: [part] }) => part.offsetTop >= scrollTop)
    if (!first) return () => { this.text.scrollTop = scrollTop }
    const offset = first.parts[0].offsetTop - scrollTop
    return () => {
      const now = this.#unitAt(first.span)
      if (now) this.text.scrollTop = now.parts[0].offsetTop - offset
    }
  }

  #paint() {
    const { line, more, pieces } = this.context
    const units = new Map()
    let paragraph = 0
    const parts = pieces.map((piece) => {
      const part = h(piece.mark ? 'mark' : 'span', { class: piece.mark, data: { unit: piece.unit == null ? null : String(piece.unit), mark: piece.mark, of: piece.bead } }, piece.text)
      if (piece.unit == null) {
        if (/\n\s*\n/.test(piece.text)) paragraph += 1
        return part
      }
      const unit = units.get(piece.unit)
      if (unit) unit.parts.push(part)
      else units.set(piece.unit, { parts: [part], span: piece.span, paragraph })
      return part
    })
    this.units = [...units.values()]
    this.unitOf = units
    const button = (end) => more[end] && h('p', {}, h('button', { type: 'button', data: { command: 'context-more' }, on: { click: () => this.#extend(end) } }, t('more')))
    fill(this.text, h('p', { class: 'hint' }, t('context.line', { n: line })), button(0), parts, button(1))
    if (this.query.value) this.#search(0, false)
    if (this.pick) this.#paintPick()
    this.#markBead(false)
  }

  /** Marks the active bead more strongly than the rest of its quote. */
  #markBead(scroll) {
    for (const part of this.text.querySelectorAll('[data-of]')) part.classList.toggle('active-bead', part.dataset.of === this.bead)
    const place = (side) => this.text.querySelector(`mark.${side}.active-bead`) ?? this.text.querySelector(`mark.${side}`)
    this.places = [place('source'), place('target')]
    const [source, target] = this.places
    const first = source ?? target
    if (scroll && first && !this.pick && !this.#sees(first)) this.text.scrollTop = first.offsetTop - this.text.clientHeight / 4
    this.jump.hidden = !source || !target || Math.abs(source.offsetTop - target.offsetTop) < this.text.clientHeight * 0.75
    this.#nameJump()
  }

  #sees({ offsetTop, offsetHeight }) {
    const { scrollTop, clientHeight } = this.text
    return offsetTop >= scrollTop && offsetTop + Math.min(offsetHeight, 40) <= scrollTop + clientHeight
  }

  #nameJump() {
    this.jump.textContent = t(this.#across() === 1 ? 'context.to-target' : 'context.to-source')
  }

  /** The side to which the button leads: the one that is farther away. */
  #across() {
    const [source, target] = this.places ?? []
    if (!source || !target) return 1
    const middle = this.text.scrollTop + this.text.clientHeight / 3
    return Math.abs(source.offsetTop - middle) <= Math.abs(target.offsetTop - middle) ? 1 : 0
  }

  #jump() {
    const place = this.places[this.#across()]
    this.text.scrollTop = place.offsetTop - this.text.clientHeight / 3
    this.#nameJump()
  }

  // Searching

  #searchKey(event) {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.#search(step)
    else if (event.key === 'Escape') this.text.focus({ preventScroll: true })
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Marks the sentences that contain the search text, and goes to the next or previous one. */
  #search(step, go = true) {
    const wanted = fold(this.query.value.trim())
    const found = wanted ? this.units.filter((unit) => fold(textOf(unit)).includes(wanted)) : []
    for (const unit of this.units) for (const part of unit.parts) part.classList.toggle('found', found.includes(unit))
    this.hits.textContent = wanted ? t('context.found', { n: found.length }) : ''
    if (!go || !found.length) return
    const last = found.findIndex((unit) => same(unit.span, this.hit))
    const from = this.#sought()
    const next = found.findIndex((unit) => unit.span[0] >= from)
    const index = last >= 0 ? (last + step + found.length) % found.length : Math.max(0, next)
    this.hit = found[index].span
    if (this.pick) this.at = this.hit
    if (this.pick) this.#paintPick()
    found[index].parts[0].scrollIntoView({ block: 'center' })
    announce(textOf(found[index]))
  }

  /** Where a search begins: at the text in view. */
  #sought() {
    return this.units.find(({ parts: [part] }) => part.offsetTop >= this.text.scrollTop)?.span[0] ?? 0
  }

  // Picking

  /** Lets the reviewer pick sentences for a side of a quote, or for a new quote. */
  async begin(pick) {
    const languages = store.about?.source_langs ?? []
    this.lang = choice(languages.map((tag) => [tag, languageName(tag)]), languages[0])
    this.pick = { ...pick, first: null, last: null }
    this.at = null
    if (this.quote !== pick.quote) this.around = [FIRST_CONTEXT, FIRST_CONTEXT]
    this.quote = pick.quote
    if (!(await this.load({ stay: this.context != null && this.units.length > 0 })) || !this.units.length) return this.end()
    const marked = this.#marked(pick.side ?? 'source')
    this.at = (marked ?? this.units.find(({ parts: [part] }) => this.#sees(part)) ?? this.units[0]).span
    this.#paintPick()
    this.#unitAt(this.at).parts[0].scrollIntoView({ block: 'nearest' })
    this.text.focus({ preventScroll: true })
    announce(t('pick.how'))
  }

  /** The first sentence of a side of the quote, and of its active bead if that has one there. */
  #marked(side) {
    const has = (test) => this.units.find(({ parts }) => parts.some((part) => part.classList.contains(side) && test(part)))
    return has((part) => part.dataset.of === this.bead) ?? has(() => true)
  }

  end() {
    this.pick = null
    this.head.hidden = true
    for (const { parts } of this.units) for (const part of parts) part.classList.remove('picked', 'at')
    this.picked()
  }

  #unitAt(span) {
    return span && this.units.find((unit) => unit.span[0] >= span[0])
  }

  #paintPick() {
    const { side, first, last } = this.pick
    const chosen = this.#chosen()
    for (const unit of this.units) {
      const inside = chosen && unit.span[0] >= chosen[0] && unit.span[1] <= chosen[1]
      for (const part of unit.parts) {
        part.classList.toggle('picked', Boolean(inside))
        part.classList.toggle('at', same(unit.span, this.at))
      }
    }
    this.head.hidden = false
    fill(this.head,
      h('p', {}, t(side ? `pick.${side}` : 'pick.new')),
      h('p', { class: 'hint' }, t(first == null ? 'pick.first' : last == null ? 'pick.last' : 'pick.ready')),
      !side && field(t('language'), this.lang),
      h('div', { class: 'buttons' },
        h('button', { type: 'button', class: 'main', disabled: !chosen, data: { command: 'pick-apply' }, on: { click: () => this.#apply() } }, t('pick.apply')),
        h('button', { type: 'button', on: { click: () => this.end() } }, t('cancel'))))
  }

  /** The chosen span, in bytes. */
  #chosen() {
    const { first, last } = this.pick
    if (first == null) return null
    const [a, b] = [first, last ?? first].sort((a, b) => a[0] - b[0])
    return [a[0], b[1]]
  }

  #choose(span) {
    const { pick } = this
    if (pick.first == null || pick.last != null) Object.assign(pick, { first: span, last: null })
    else pick.last = span
    this.at = span
    this.#paintPick()
    announce(t(pick.last == null ? 'pick.last' : 'pick.ready'))
  }

  #click(event) {
    const unit = event.target.closest('[data-unit]')?.dataset.unit
    if (this.pick && unit != null) this.#choose(this.unitOf.get(Number(unit)).span)
  }

  #key(event) {
    const { key } = event
    if (keysOf('filter').includes(keyName(event))) {
      this.query.focus()
      this.query.select()
    } else if (this.pick) {
      if (!this.#pickKey(event)) return
    } else if (/^(Arrow|Page|Home|End)/.test(key) && !event.ctrlKey) {
      // The browser scrolls.
      event.stopPropagation()
      return
    } else {
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  #pickKey(event) {
    const { key } = event
    const place = this.units.findIndex((unit) => same(unit.span, this.at))
    const step = { ArrowDown: 1, ArrowRight: 1, PageDown: 1, ArrowUp: -1, ArrowLeft: -1, PageUp: -1 }[key]
    const paragraph = (event.ctrlKey || event.metaKey || event.altKey) && /Arrow(Up|Down)/.test(key)
    if (step) this.#walk(step, paragraph ? this.#paragraph(place, step) : key.startsWith('Page') ? this.#screen(place, step) : place + step)
    else if (key === 'Home') this.#walk(-1, 0)
    else if (key === 'End') this.#walk(1, this.units.length - 1)
    else if (key === ' ') this.#choose(this.at)
    else if (key === 'Enter') this.#chosen() && (this.pick.last != null || event.ctrlKey) ? this.#apply() : this.#choose(this.at)
    else if (key === 'Escape') this.end()
    else return false
    return true
  }

  /** The first sentence of the next paragraph, or of this or the one before. */
  #paragraph(place, step) {
    const { units } = this
    const own = units[place]?.paragraph
    if (step > 0) {
      const next = units.findIndex((unit) => unit.paragraph > own)
      return next < 0 ? units.length : next
    }
    const first = units.findIndex((unit) => unit.paragraph === own)
    if (first < place) return first
    return first === 0 ? -1 : units.findIndex((unit) => unit.paragraph === units[first - 1].paragraph)
  }

  /** The sentence that is a screen away. */
  #screen(place, step) {
    const top = this.units[place].parts[0].offsetTop + step * this.text.clientHeight * 0.85
    if (step > 0) {
      const next = this.units.findIndex(({ parts: [part] }) => part.offsetTop >= top)
      return next < 0 ? this.units.length : next
    }
    return this.units.findLastIndex(({ parts: [part] }) => part.offsetTop <= top)
  }

  /** Goes to a sentence by its index; beyond the end of the shown text, requests more of the document. */
  async #walk(step, to) {
    const { pick } = this
    if (to < 0 || to >= this.units.length) {
      const { at } = this
      if (await this.#extend(step > 0 ? 1 : 0)) {
        const place = this.units.findIndex((unit) => same(unit.span, at))
        if (place >= 0) to = place + step
      }
      if (this.pick !== pick) return
    }
    const unit = this.units[Math.min(this.units.length - 1, Math.max(0, to))]
    this.at = unit.span
    this.#paintPick()
    unit.parts[0].scrollIntoView({ block: 'nearest' })
    announce(textOf(unit))
  }

  async #apply() {
    const span = this.#chosen()
    const { quote, side } = this.pick
    const { checksum } = this.context
    const operation = side ? { do: 'place', quote, side, span, checksum } : { do: 'new-quote', span, checksum, lang: this.lang.value }
    notify(t('document.building'))
    const done = await restructure(this.document, operation, side ? beadsOf(quote) : [])
    if (done) this.end()
  }
}

const textOf = ({ parts }) => parts.map((part) => part.textContent).join('')

const same = (a, b) => a != null && b != null && a[0] === b[0] && a[1] === b[1]
