// The queue: every doubtful bead of the project, the most doubtful first, with the reasons.

import { fill, h } from '../core/dom.js'
import { number, t } from '../core/i18n.js'
import { store } from '../core/store.js'
import { BeadGrid } from '../grid/bead-grid.js'
import { beadItem } from '../grid/bead-row.js'
import { drafts } from '../grid/editor.js'
import { CommandBar } from './command-bar.js'
import { Panel } from '../panels/panel.js'
import { HistoryPanel } from '../panels/history.js'

export class QueueView {
  name = 'queue'

  constructor() {
    this.grid = new BeadGrid({ label: t('command.queue'), drafts })
    this.bar = new CommandBar(this.grid)
    this.count = h('p', { role: 'status' })
    this.panel = new Panel(() => this.grid.focus())
    this.element = h('div', { class: 'work' },
      h('header', { class: 'title' }, h('h1', {}, t('command.queue')), this.count),
      h('div', { class: 'columns-and-panel' }, h('div', { class: 'beads' }, this.grid.element, this.bar.element), this.panel.element))
    this.changed = () => this.update()
    store.addEventListener('queue', this.changed)
  }

  destroy() {
    store.removeEventListener('queue', this.changed)
    this.panel.shown?.destroy?.()
    this.bar.destroy()
    this.grid.destroy()
  }

  async load() {
    await store.loadQueue()
    this.grid.focus()
  }

  focus() {
    this.grid.focus()
  }

  togglePanel(name) {
    if (name !== 'history') return
    if (this.panel.shown) this.panel.close()
    else this.panel.show(new HistoryPanel(null))
  }

  update() {
    const { items, total, checking } = store.queue
    fill(this.count, t('queue.count', { n: total }), items.length < total && ` ${t('queue.shown', { n: number(items.length) })}`, checking && ` ${t('queue.checking')}`)
    this.grid.update(this.#keep(items.map(({ document, title, row }) => beadItem(row, { id: document, title }))))
  }

  /** A bead that is being edited stays, though somebody else may have taken it out of the queue. */
  #keep(items) {
    const { grid } = this
    const listed = new Set(items.map((item) => item.key))
    grid.items.forEach((item, index) => {
      if (grid.modes.has(item.key) && !listed.has(item.key)) items.splice(index, 0, item)
    })
    return items
  }
}
