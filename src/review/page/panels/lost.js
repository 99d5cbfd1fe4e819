// Decisions that have lost their place in a document: what was decided, on which texts, and the nearest place.

import { fill, h } from '../core/dom.js'
import { t, time } from '../core/i18n.js'
import { store } from '../core/store.js'
import { confirmOther } from '../dialogs/questions.js'
import { retrace } from '../operations/operations.js'
import { decision } from './history.js'

export class LostPanel {
  name = 'conflicts'

  /** @param {{show: (id: string) => void}} view  the document's */
  constructor(view) {
    this.view = view
    this.element = h('div', { class: 'history', tabindex: 0 })
    this.changed = () => this.paint()
    store.addEventListener('rows', this.changed)
    this.paint()
  }

  destroy() {
    store.removeEventListener('rows', this.changed)
  }

  async dismiss(one) {
    if (one.by !== store.reviewer() && !(await confirmOther('undo', one.by))) return
    retrace('undo', one.operation)
  }

  paint() {
    const lost = store.open?.conflicts ?? []
    fill(this.element,
      h('p', { class: 'hint' }, t(lost.length ? 'lost.intro' : 'lost.none')),
      h('ol', {}, lost.map((one) => h('li', { data: { operation: one.operation } },
        h('p', { class: 'what' }, h('b', {}, decision(one.decision))),
        (one.source || one.target) && h('p', { class: 'on' }, [one.source, one.target].filter(Boolean).join(' / ')),
        h('p', { class: 'detail', lang: 'en' }, one.why),
        h('p', { class: 'who' }, one.by, ' · ', time(one.at)),
        h('p', { class: 'buttons' },
          one.nearest && h('button', { type: 'button', on: { click: () => this.view.show(one.nearest) } }, t('lost.nearest')),
          h('button', { type: 'button', on: { click: () => this.dismiss(one) } }, t('lost.dismiss')))))))
  }
}
