// Who has changed what, and when: newest first. Every operation can be undone or redone by itself.

import { get } from '../core/api.js'
import { fill, h } from '../core/dom.js'
import { has, t, time } from '../core/i18n.js'
import { openDocument } from '../core/router.js'
import { store } from '../core/store.js'
import { confirmOther } from '../dialogs/questions.js'
import { errorText, retrace } from '../operations/operations.js'

/** Number of operations that are requested first, and added each time. */
const PAGE_LENGTH = 100

/** Pause for more changes before the history is loaded, in milliseconds. */
const LOAD_DELAY = 150

export class HistoryPanel {
  name = 'history'

  /** @param {string | null} document  whose history; `null` for the whole project's */
  constructor(document) {
    this.document = document
    this.limit = PAGE_LENGTH
    this.element = h('div', { class: 'history', tabindex: 0 }, h('p', { class: 'hint' }, t('loading')))
    this.changed = () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.load(), LOAD_DELAY)
    }
    store.addEventListener('documents', this.changed)
    this.load()
  }

  destroy() {
    clearTimeout(this.timer)
    store.removeEventListener('documents', this.changed)
  }

  async load() {
    try {
      const { entries } = await get('history', { document: this.document, limit: this.limit })
      this.paint(entries)
    } catch (error) {
      fill(this.element, h('p', {}, errorText(error)))
    }
  }

  paint(entries) {
    const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.operation : null
    fill(this.element,
      entries.length === 0 && h('p', { class: 'hint' }, t('history.none')),
      h('ol', {}, entries.map((entry) => this.line(entry))),
      entries.length === this.limit && h('button', { type: 'button', on: { click: () => { this.limit += PAGE_LENGTH; this.load() } } }, t('more')))
    if (focused) this.element.querySelector(`button[data-operation="${CSS.escape(focused)}"]`)?.focus()
  }

  line(entry) {
    const direction = entry.undone ? 'redo' : 'undo'
    return h('li', { class: entry.undone ? 'undone' : null, data: { operation: entry.operation } },
      h('p', { class: 'what' },
        h('b', {}, decision(entry.what)), ' ',
        entry.count > 1 && h('span', {}, t('history.count', { n: entry.count })), ' ',
        entry.undone && h('em', {}, t('history.undone'))),
      entry.detail && h('p', { class: 'detail' }, entry.detail),
      (entry.source || entry.target) && h('p', { class: 'on' }, [entry.source, entry.target].filter(Boolean).join(' / ')),
      h('p', { class: 'who' }, entry.by, ' · ', h('time', { datetime: entry.at }, time(entry.at))),
      h('p', { class: 'buttons' },
        h('button', { type: 'button', data: { operation: entry.operation }, on: { click: () => this.again(direction, entry) } }, t(`history.${direction}`)),
        entry.id && h('button', { type: 'button', on: { click: () => openDocument(entry.document, entry.id) } }, t('history.show'))))
  }

  /** Undoes or redoes an operation; asks first if it is another person's. */
  async again(direction, entry) {
    if (entry.by !== store.reviewer() && !(await confirmOther(direction, entry.by))) return
    retrace(direction, entry.operation)
  }
}

/** The word for what was decided, in the reviewer's language. */
export function decision(word) {
  return has(`decision.${word}`) ? t(`decision.${word}`) : word
}
