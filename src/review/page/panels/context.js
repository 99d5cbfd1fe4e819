// The original document around a quote, with both its sides marked. Sentences can be picked here: the
// first and the last of a translation that stands elsewhere, or of a quote that was not found.

import { say } from '../core/announce.js'
import { get } from '../core/api.js'
import { fill, h } from '../core/dom.js'
import { languageName, t } from '../core/i18n.js'
import { beadsOf } from '../core/here.js'
import { reason, restructure } from '../core/operations.js'
import { store } from '../core/store.js'
import { choice, field } from '../dialogs/dialog.js'

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
    /** What is picked: `{quote, side, first, last}`, units by number; `side` is `null` for a new quote. */
    this.pick = null
    this.head = h('div', { class: 'pick', hidden: true })
    this.text = h('div', { class: 'page', role: 'document', tabindex: 0, 'aria-label': t('context.page') })
    this.element = h('div', { class: 'context' }, this.head, this.text)
    this.text.addEventListener('click', (event) => this.#click(event))
    this.text.addEventListener('keydown', (event) => this.#key(event))
  }

  /** Shows the surroundings of a quote. */
  async show(quote) {
    if (this.quote === quote || this.pick) return
    this.quote = quote
    await this.load()
  }

  async load() {
    const { quote } = this
    try {
      const context = await get('context', { document: this.document, quote })
      if (quote !== this.quote) return
      this.context = context
      this.#paint()
    } catch (error) {
      fill(this.text, h('p', {}, reason(error)))
    }
  }

  #paint() {
    const { line, more, pieces } = this.context
    this.units = new Map()
    const parts = pieces.map((piece) => {
      const part = h(piece.mark ? 'mark' : 'span', { class: piece.mark, data: { unit: piece.unit == null ? null : String(piece.unit), mark: piece.mark } }, piece.text)
      if (piece.unit != null) {
        const unit = this.units.get(piece.unit)
        if (unit) unit.parts.push(part)
        else this.units.set(piece.unit, { parts: [part], span: piece.span })
      }
      return part
    })
    fill(this.text,
      h('p', { class: 'hint' }, t('context.line', { n: line })),
      more[0] && h('p', { class: 'hint' }, '…'),
      parts,
      more[1] && h('p', { class: 'hint' }, '…'))
    const place = this.text.querySelector('mark.source') ?? this.text.querySelector('mark.target')
    if (place) this.text.scrollTop = place.offsetTop - this.text.clientHeight / 4
    if (this.pick) this.#paintPick()
  }

  // Picking

  /** Lets the reviewer pick sentences for a side of a quote, or for a new quote. */
  async begin(pick) {
    this.pick = { ...pick, first: null, last: null }
    this.quote = pick.quote
    await this.load()
    if (!this.units?.size) return this.end()
    const marked = this.context.pieces.find((piece) => piece.mark === (pick.side ?? 'source') && piece.unit != null)
    this.at = marked?.unit ?? this.units.keys().next().value
    const languages = store.about?.source_langs ?? []
    this.lang = choice(languages.map((tag) => [tag, languageName(tag)]), languages[0])
    this.#paintPick()
    this.text.focus({ preventScroll: true })
    say(t('pick.how'))
  }

  end() {
    this.pick = null
    this.head.hidden = true
    for (const { parts } of this.units?.values() ?? []) for (const part of parts) part.classList.remove('picked', 'at')
    this.picked()
  }

  #paintPick() {
    const { side, first, last } = this.pick
    const chosen = this.#chosen()
    for (const [unit, { parts }] of this.units) {
      const inside = first != null && unit >= Math.min(first, last ?? first) && unit <= Math.max(first, last ?? first)
      for (const part of parts) {
        part.classList.toggle('picked', inside)
        part.classList.toggle('at', unit === this.at)
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

  /** From where to where, in bytes. */
  #chosen() {
    const { first, last } = this.pick
    if (first == null) return null
    const [a, b] = [first, last ?? first].sort((a, b) => a - b).map((unit) => this.units.get(unit).span)
    return [a[0], b[1]]
  }

  #choose(unit) {
    const { pick } = this
    if (pick.first == null || pick.last != null) Object.assign(pick, { first: unit, last: null })
    else pick.last = unit
    this.at = unit
    this.#paintPick()
    say(t(pick.last == null ? 'pick.last' : 'pick.ready'))
  }

  #click(event) {
    const unit = event.target.closest('[data-unit]')?.dataset.unit
    if (this.pick && unit != null) this.#choose(Number(unit))
  }

  #key(event) {
    if (!this.pick) return
    const units = [...this.units.keys()]
    const place = units.indexOf(this.at)
    const to = { ArrowDown: place + 1, ArrowRight: place + 1, ArrowUp: place - 1, ArrowLeft: place - 1, Home: 0, End: units.length - 1 }[event.key]
    if (to != null) this.#walk(units[Math.min(units.length - 1, Math.max(0, to))])
    else if (event.key === ' ') this.#choose(this.at)
    else if (event.key === 'Enter') this.#chosen() && (this.pick.last != null || event.ctrlKey) ? this.#apply() : this.#choose(this.at)
    else if (event.key === 'Escape') this.end()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  #walk(unit) {
    this.at = unit
    this.#paintPick()
    const [part] = this.units.get(unit).parts
    part.scrollIntoView({ block: 'nearest' })
    say(this.units.get(unit).parts.map((part) => part.textContent).join(''))
  }

  async #apply() {
    const span = this.#chosen()
    const { quote, side } = this.pick
    const { checksum } = this.context
    const operation = side ? { do: 'place', quote, side, span, checksum } : { do: 'new-quote', span, checksum, lang: this.lang.value }
    const done = await restructure(this.document, operation, side ? beadsOf(quote) : [])
    if (done) this.end()
  }
}
