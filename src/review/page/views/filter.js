// The filter of a document's beads: by status, kind, score, reason and text; and bulk operations on those shown.
// It replaces the browser's search, which finds only the rows in view.

import { choice, field } from '../core/dialog.js'
import { fill, h, icon } from '../core/dom.js'
import { fold } from '../core/fold.js'
import { number, t } from '../core/i18n.js'
import { reasonName } from '../core/reasons.js'
import { store } from '../core/store.js'

const STATUSES = ['proposed', 'accepted', 'edited', 'rejected', 'needs-work', 'waived', 'untranslated']

/** Pause after a keystroke before the beads are filtered, in milliseconds. */
const FILTER_DELAY = 120

/** Folded texts, by cell: the same cells are compared after every keystroke. */
const folded = new WeakMap()

function foldCell(cell) {
  let text = folded.get(cell)
  if (text == null) folded.set(cell, (text = fold(cell.text)))
  return text
}

/**
 * Sends `change` when the filter changes, `judge` (detail: a status) when all shown beads are to get a status, and
 * `leave` when the reviewer goes to the beads.
 */
export class Filter extends EventTarget {
  constructor() {
    super()
    this.text = h('input', { type: 'search', id: 'bead-search' })
    this.status = choice([['', t('any.status')], ['doubtful', t('filter.doubtful')], ...STATUSES.map((status) => [status, t(`status.${status}`)])], '')
    this.kind = choice([['', t('any.kind')], ['1-1', '1-1'], ['other', t('filter.other-kinds')]], '')
    this.low = h('input', { type: 'number', min: 0, max: 100, step: 1, placeholder: '0' })
    this.high = h('input', { type: 'number', min: 0, max: 100, step: 1, placeholder: '100' })
    this.reason = choice([['', t('any.reason')]], '')
    this.count = h('p', { class: 'found', role: 'status' })
    this.actions = h('div', { class: 'buttons' },
      ['accepted', 'rejected'].map((status) => h('button', { type: 'button', data: { command: `${status}-shown` }, on: { click: () => this.dispatchEvent(new CustomEvent('judge', { detail: status })) } })),
      h('button', { type: 'button', data: { command: 'clear-filter' }, on: { click: () => this.clear() } }, t('filter.clear')))
    this.fields = h('div', { class: 'fields', id: 'filter-fields' },
      field(t('filter.status'), this.status), field(t('kind'), this.kind), field(t('filter.reason'), this.reason),
      field(t('filter.low'), this.low), field(t('filter.high'), this.high))
    this.more = h('button', { type: 'button', 'aria-controls': 'filter-fields', on: { click: () => this.#unfold(this.fields.hidden) } }, t('filter.more'))
    this.element = h('search', { class: 'filter' },
      h('div', { class: 'search' }, h('label', { for: 'bead-search', class: 'unseen' }, t('command.filter')), icon('search'), this.text, this.more),
      this.fields, h('div', { class: 'outcome' }, this.count, this.actions))
    this.text.placeholder = t('filter.text')
    this.text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'ArrowDown' && !(event.key === 'Escape' && !this.text.value)) return
      event.preventDefault()
      if (event.key === 'Escape') this.element.classList.remove('open')
      this.dispatchEvent(new Event('leave'))
    })
    this.#unfold(false)
    this.element.addEventListener('input', () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.dispatchEvent(new Event('change')), FILTER_DELAY)
    })
    this.paint(0, 0)
  }

  /** Whether any filter is set. */
  get active() {
    return [this.text, this.status, this.kind, this.low, this.high, this.reason].some((input) => input.value !== '')
  }

  focus() {
    this.element.classList.add('open')
    this.text.focus()
    this.text.select()
  }

  clear() {
    for (const input of [this.text, this.status, this.kind, this.low, this.high, this.reason]) input.value = ''
    this.dispatchEvent(new Event('change'))
  }

  #unfold(open) {
    this.fields.hidden = !open
    this.more.setAttribute('aria-expanded', open)
  }

  /** Offers the reasons that rows have. */
  offer(rows) {
    const reasons = [...new Set(rows.flatMap((row) => row.reasons))].sort()
    const { value } = this.reason
    fill(this.reason, h('option', { value: '' }, t('any.reason')), reasons.map((reason) => h('option', { value: reason }, reasonName(reason))))
    this.reason.value = reasons.includes(value) ? value : ''
  }

  /** Returns whether a row passes. */
  test() {
    const words = fold(this.text.value.trim())
    const { value: status } = this.status
    const { value: kind } = this.kind
    const { value: reason } = this.reason
    const low = this.low.value === '' ? 0 : Number(this.low.value) / 100
    const high = this.high.value === '' ? 1 : Number(this.high.value) / 100
    const contains = (cell) => cell != null && foldCell(cell).includes(words)
    return (row) =>
      row.score >= low && row.score <= high &&
      (!status || (status === 'doubtful' ? row.reasons.length > 0 : store.status(row) === status)) &&
      (!kind || (row.kind === '1-1') === (kind === '1-1')) &&
      (!reason || row.reasons.includes(reason)) &&
      (!words || contains(row.source) || contains(row.target) || row.notes.some((note) => fold(note).includes(words)))
  }

  /** Shows how many beads pass. */
  paint(shown, all) {
    const { active } = this
    this.element.classList.toggle('on', active)
    this.count.textContent = active ? t('filter.found', { n: shown, all: number(all) }) : ''
    this.actions.hidden = !active
    const [accept, reject] = this.actions.children
    accept.textContent = t('filter.accept', { n: shown })
    reject.textContent = t('filter.reject', { n: shown })
    accept.disabled = reject.disabled = shown === 0
  }
}
