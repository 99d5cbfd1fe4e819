// A document: its beads quote by quote, a filter, and a panel with the text around the active bead or the
// history.

import { COMMANDS } from '../core/commands.js'
import { fill, h, icon } from '../core/dom.js'
import { page } from '../core/here.js'
import { number, t } from '../core/i18n.js'
import { showKey } from '../core/keys.js'
import { notify } from '../core/messages.js'
import { forget, note } from '../core/router.js'
import { keysOf } from '../core/shortcuts.js'
import { store } from '../core/store.js'
import { confirmAll } from '../dialogs/questions.js'
import { BeadGrid } from '../grid/bead-grid.js'
import { beadItem, quoteItem } from '../grid/bead-row.js'
import { drafts } from '../grid/drafts.js'
import { reportError, setStatus } from '../operations/operations.js'
import { ContextPanel } from '../panels/context.js'
import { HistoryPanel } from '../panels/history.js'
import { LostPanel } from '../panels/lost.js'
import { Panel } from '../panels/panel.js'
import { CommandBar, commandButton } from './command-bar.js'
import { Filter } from './filter.js'
import { progress } from './overview.js'

/** Time for which a bead must be active before the text around it is shown, in milliseconds. */
const CONTEXT_DELAY = 120

/** Statuses that a bulk operation skips, since there is nothing to accept or reject. */
const NOT_JUDGED = new Set(['untranslated', 'waived'])

export class DocumentView {
  name = 'document'
  #items = new WeakMap()
  #quotes = new Map()
  /** The beads that pass the filter, or were shown when it was set; `null` shows all. */
  #passed = null

  /** @param {string} id */
  constructor(id) {
    this.id = id
    this.grid = new BeadGrid({ label: t('document.beads'), drafts })
    this.bar = new CommandBar(this.grid)
    this.filters = new Filter()
    this.panel = new Panel(() => this.grid.focus())
    this.title = h('header', { class: 'title' })
    this.opener = commandButton(COMMANDS.get('filter'), { text: false })
    this.element = h('div', { class: 'work' },
      this.title,
      h('div', { class: 'columns-and-panel' },
        h('div', { class: 'beads' }, this.filters.element, this.grid.element, this.bar.element),
        this.panel.element))
    this.grid.addEventListener('active', () => this.#moved())
    this.filters.addEventListener('change', () => this.#filtered())
    this.filters.addEventListener('leave', () => this.grid.focus())
    this.filters.addEventListener('judge', ({ detail }) => this.#judgeShown(detail))
    this.onRows = ({ detail }) => this.#changed(detail)
    this.onDocuments = () => {
      this.#paintTitle()
      if (this.failed && store.documents.get(id)?.error === null) this.load()
    }
    store.addEventListener('rows', this.onRows)
    store.addEventListener('documents', this.onDocuments)
  }

  destroy() {
    clearTimeout(this.timer)
    store.removeEventListener('rows', this.onRows)
    store.removeEventListener('documents', this.onDocuments)
    this.panel.shown?.destroy?.()
    this.bar.destroy()
    this.grid.destroy()
  }

  /** Loads the document and goes to a bead, or to the first. */
  async load(bead) {
    this.#paintTitle()
    try {
      await store.reload(this.id)
      this.failed = false
    } catch (error) {
      // The title shows the error if the server has sent it before.
      this.failed = true
      if (!store.documents.get(this.id)?.error) reportError(error, () => this.load(bead))
      return
    }
    if (store.open?.id === this.id) this.show(bead)
  }

  /** Goes to a bead, or to the first of a quote. */
  show(id) {
    const { rows } = store.open
    const row = rows.find((row) => row.bead === id) ?? rows.find((row) => row.quote === id) ?? rows.find((row) => id?.startsWith(row.quote))
    if (row) return this.#go(row.bead, 'center')
    // While the document is being built the bead may be on its way.
    if (id && store.documents.get(this.id)?.building) this.awaited = id
    else if (id) notify(t('bead-gone'))
    if (id) forget(this.id)
    this.grid.focus()
    this.#moved()
  }

  /** Goes to a bead that a command has made. */
  reach(bead, document) {
    if (document === this.id && store.indexOf(bead) >= 0) this.#go(bead)
  }

  #go(bead, where) {
    this.awaited = null
    if (this.#passed && !this.#passed.has(bead)) {
      this.#passed.add(bead)
      this.#paint()
    }
    this.grid.goTo(bead, { where })
  }

  focus() {
    this.grid.focus()
  }

  // Rows

  #changed(patch) {
    if (store.open?.id !== this.id) return
    if (patch && this.#passed) this.#admit(patch)
    else if (this.#passed) this.#sift()
    this.filters.offer(store.open.rows)
    this.#paint()
    this.#paintTitle()
    if (this.awaited && store.open.rows.some((row) => row.bead === this.awaited || row.quote === this.awaited)) this.show(this.awaited)
    this.panel.shown?.rowsChanged?.(patch)
    this.#moved()
  }

  /** Shows what replaces shown beads, so that nothing vanishes while it is being worked on. */
  #admit({ removed, rows }) {
    const test = this.filters.test()
    const stay = new Set(rows.map((row) => row.bead))
    const gone = removed.filter((row) => this.#passed.has(row.bead) && !stay.has(row.bead))
    const stood = new Set(removed.map((row) => row.bead))
    const heirs = new Set(gone.map((row) => row.quote))
    for (const row of rows) if (test(row) || (!stood.has(row.bead) && heirs.has(row.quote))) this.#passed.add(row.bead)
  }

  /** Filters all beads again; a bead that is being edited stays. */
  #sift() {
    const test = this.filters.test()
    const stays = (row) => test(row) || this.grid.modes.has(row.bead)
    this.#passed = this.filters.active ? new Set(store.open.rows.filter(stays).map((row) => row.bead)) : null
  }

  #filtered() {
    if (store.open?.id !== this.id) return
    this.#sift()
    this.#paint()
  }

  #paint() {
    const { rows } = store.open
    const items = []
    let shown = 0
    let opening = null
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]
      if (row.quote !== rows[i - 1]?.quote) {
        let end = i + 1
        while (rows[end]?.quote === row.quote) end++
        opening = this.#quoteItem(rows.slice(i, end))
      }
      if (this.#passed && !this.#passed.has(row.bead)) continue
      if (opening) items.push(opening)
      opening = null
      items.push(this.#beadItem(row))
      shown++
    }
    this.filters.paint(shown, rows.length)
    this.grid.update(items)
  }

  #beadItem(row) {
    let item = this.#items.get(row)
    if (!item) this.#items.set(row, (item = beadItem(row)))
    return item
  }

  #quoteItem(rows) {
    const fresh = quoteItem(rows)
    const known = this.#quotes.get(fresh.quote)
    if (known?.stamp === fresh.stamp) return known
    this.#quotes.set(fresh.quote, fresh)
    return fresh
  }

  // Title

  #paintTitle() {
    const summary = store.documents.get(this.id)
    if (!summary) return fill(this.title, h('h1', {}, this.id), h('p', { class: 'warning', role: 'alert' }, icon('work'), t('document.gone')))
    const { title, beads, reviewed, doubtful, conflicts, building, error } = summary
    fill(this.title,
      page.fromQueue && h('a', { href: '#/queue', class: 'back', data: { command: 'queue' } }, icon('back'), t('queue.back'), ' ', h('kbd', { 'aria-hidden': 'true' }, showKey(keysOf('queue')[0] ?? ''))),
      h('h1', { title }, title),
      this.opener,
      progress(summary),
      h('p', { class: 'counts' },
        h('span', {}, t('count.reviewed', { n: reviewed, all: number(beads) })),
        doubtful > 0 && h('span', { class: 'doubt' }, t('count.doubtful', { n: doubtful })),
        building && h('span', { class: 'building', role: 'status' }, t('document.building')),
        error && h('span', { class: 'warning' }, icon('work'), t('document.error'), ' ', h('span', { lang: 'en' }, error)),
        conflicts > 0 && h('button', { type: 'button', class: 'warning', data: { command: 'conflicts' }, on: { click: () => this.togglePanel('conflicts') } }, icon('work'), t('count.conflicts', { n: conflicts }))))
  }

  // Filter

  filter() {
    this.filters.focus()
  }

  async #judgeShown(status) {
    if (store.open?.id !== this.id) return
    const shown = store.open.rows.filter((row) => this.#passed?.has(row.bead) ?? true)
    const wanted = shown.filter((row) => store.status(row) !== status && !NOT_JUDGED.has(store.status(row)))
    if (!wanted.length) return notify(t('nothing-to-do'))
    const left = status === 'accepted' ? shown.filter((row) => store.status(row) === 'untranslated').length : 0
    if (await confirmAll(status, wanted.length, shown.length - wanted.length - left, left ? t('left-out', { n: left }) : '')) setStatus(this.id, wanted, status)
  }

  // Panels

  togglePanel(name) {
    if (this.panel.shown?.name === name) return this.panel.close()
    if (name === 'history') return this.panel.show(new HistoryPanel(this.id))
    if (name === 'conflicts') return this.panel.show(new LostPanel(this))
    this.#showContext()
    this.#moved()
  }

  #showContext() {
    this.panel.show(new ContextPanel(this.id, () => {
      this.grid.focus()
      this.#moved()
    }))
  }

  /** Picks sentences in the text: for a side of a quote, or for a new quote. */
  pick(wish) {
    if (this.panel.shown?.name !== 'context') this.#showContext()
    this.panel.shown.begin(wish)
  }

  #moved() {
    const row = this.grid.active?.row
    this.bar.paint()
    if (!row) return
    note(this.id, row.bead)
    clearTimeout(this.timer)
    if (this.panel.shown?.name === 'context') this.timer = setTimeout(() => this.panel.shown?.show?.(row.quote, row.bead), CONTEXT_DELAY)
  }
}
