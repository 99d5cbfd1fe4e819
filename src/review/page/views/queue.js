// The queue: every doubtful bead of the project, the most doubtful first, with the reasons.

import { fill, h } from '../core/dom.js'
import { number, t } from '../core/i18n.js'
import { store } from '../core/store.js'
import { BeadGrid } from '../grid/bead-grid.js'
import { beadItem } from '../grid/bead-row.js'
import { drafts } from '../grid/drafts.js'
import { HistoryPanel } from '../panels/history.js'
import { Panel } from '../panels/panel.js'
import { CommandBar } from './command-bar.js'

/** Longest wait for a bead that should come back into the queue, in milliseconds. */
const RETURN_WAIT = 10_000

/** Where the reviewer was last in the queue: the key of the active bead, its index and the side. */
let left = null

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
    // A reviewer who goes to another bead meanwhile stays there.
    this.grid.addEventListener('active', () => { if (!this.updating) this.awaited = null })
    this.changed = () => this.update()
    store.addEventListener('queue', this.changed)
  }

  destroy() {
    const { grid } = this
    if (grid.active) left = { key: grid.active.key, index: grid.index, side: grid.side }
    store.removeEventListener('queue', this.changed)
    clearTimeout(this.timer)
    this.panel.shown?.destroy?.()
    this.bar.destroy()
    grid.destroy()
  }

  /** Requests the queue, and goes to where the reviewer was last. */
  async load() {
    await store.loadQueue()
    const { grid } = this
    if (!left) return grid.focus()
    const found = grid.items.findIndex((item) => item.key === left.key)
    const index = found >= 0 ? found : Math.min(left.index, grid.items.length - 1)
    if (!grid.go(index, { side: left.side, where: 'center' })) grid.focus()
  }

  focus() {
    this.grid.focus()
  }

  /** Goes to a bead that is in the queue, or waits until it comes back. */
  reach(bead, document) {
    const key = `${document} ${bead}`
    const index = this.grid.items.findIndex((item) => item.key === key)
    this.awaited = index < 0 ? key : null
    if (index >= 0) return this.grid.go(index)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { this.awaited = null }, RETURN_WAIT)
  }

  togglePanel(name) {
    if (name !== 'history') return
    if (this.panel.shown) this.panel.close()
    else this.panel.show(new HistoryPanel(null))
  }

  update() {
    const { items, total, checking } = store.queue
    fill(this.count, total != null && t('queue.count', { n: total }), total != null && items.length < total && ` ${t('queue.shown', { n: number(items.length) })}`, checking && ` ${t('queue.checking')}`)
    this.updating = true
    this.grid.update(this.#keep(items.map(({ document, title, row }) => beadItem(row, { id: document, title }))))
    this.updating = false
    if (!this.awaited) return
    const index = this.grid.items.findIndex((item) => item.key === this.awaited)
    if (index < 0) return
    this.awaited = null
    this.grid.go(index)
  }

  /** Keeps beads that are being edited, even if somebody else has taken them out of the queue. */
  #keep(items) {
    const { grid } = this
    const listed = new Set(items.map((item) => item.key))
    grid.items.forEach((item, index) => {
      if (grid.modes.has(item.key) && !listed.has(item.key)) items.splice(index, 0, item)
    })
    return items
  }
}
