// The overview: every document and how much of it is reviewed, and the queue.

import { fill, h, icon } from '../core/dom.js'
import { fold } from '../core/fold.js'
import { number, percent, t } from '../core/i18n.js'
import { address, visit } from '../core/router.js'
import { store } from '../core/store.js'

export class Overview {
  name = 'overview'

  constructor() {
    this.search = h('input', { type: 'search', id: 'document-search', placeholder: t('overview.search'), 'aria-label': t('overview.search'), on: { input: () => this.paint() } })
    this.search.addEventListener('keydown', (event) => this.#key(event))
    this.total = h('div', { class: 'total' })
    this.list = h('ul', { class: 'documents' })
    this.found = h('p', { class: 'hint', role: 'status' })
    this.element = h('div', { class: 'overview' },
      h('h1', {}, store.about?.project),
      this.total,
      h('div', { class: 'search' }, icon('search'), this.search),
      this.found,
      this.list)
    this.changed = () => {
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0
        this.paint()
      })
    }
    store.addEventListener('documents', this.changed)
    store.addEventListener('queue', this.changed)
  }

  destroy() {
    cancelAnimationFrame(this.frame)
    store.removeEventListener('documents', this.changed)
    store.removeEventListener('queue', this.changed)
  }

  async load() {
    await Promise.all([store.loadDocuments(), store.loadQueue(1)])
    this.paint()
  }

  filter() {
    this.search.focus()
    this.search.select()
  }

  focus() {
    this.list.querySelector('a')?.focus()
  }

  /** Goes from document to document, or to the first or last. */
  step(by) {
    const links = [...this.list.querySelectorAll('a')]
    const at = links.indexOf(document.activeElement)
    const to = at < 0 && by === 1 ? 0 : at + by
    links[Math.min(links.length - 1, Math.max(0, to))]?.focus()
  }

  /** Whether an arrow key goes from document to document there. */
  walks({ target, key }) {
    return key !== 'Enter' && (target === document.body || target.id === 'main' || this.list.contains(target))
  }

  #key(event) {
    const first = this.list.querySelector('a')
    if (event.key === 'Enter' && this.search.value.trim() && first) visit(first.getAttribute('href'))
    else if (event.key === 'ArrowDown' || event.key === 'Enter') first?.focus()
    else if (event.key !== 'Escape') return
    else if (this.search.value) this.#clear()
    else this.focus()
    event.preventDefault()
    event.stopPropagation()
  }

  #clear() {
    this.search.value = ''
    this.paint()
  }

  paint() {
    const focused = document.activeElement?.closest('[data-document]')?.dataset.document
    const all = [...store.documents.values()]
    const wanted = fold(this.search.value.trim())
    const shown = all.filter(({ title, path, id }) => fold(`${title} ${path} ${id}`).includes(wanted))
    const sum = (key) => all.reduce((total, summary) => total + summary[key], 0)
    const beads = sum('beads')
    const { total, checking } = store.queue
    fill(this.total,
      h('p', {}, t('overview.total', { n: beads, reviewed: sum('reviewed'), share: beads ? percent(sum('reviewed') / beads) : '–' })),
      h('p', { class: 'start' },
        h('a', { href: '#/queue', class: 'main button', data: { command: 'queue' } }, t('overview.start')),
        h('span', {}, total == null ? t('loading') : t('overview.queue', { n: total }), checking && ` ${t('queue.checking')}`)))
    this.found.textContent = wanted ? t('overview.found', { n: shown.length }) : all.length ? '' : t('overview.none')
    fill(this.list, shown.map(documentLine))
    if (focused) this.list.querySelector(`[data-document="${CSS.escape(focused)}"] a`)?.focus()
  }
}

function documentLine(summary) {
  const { id, title, path, beads, reviewed, doubtful, untranslated, needs_work, conflicts, building, error } = summary
  return h('li', { data: { document: id } },
    h('a', { href: address(id) }, title),
    h('span', { class: 'path' }, path),
    error
      ? h('p', { class: 'warning' }, icon('work'), t('document.error'), ' ', h('span', { lang: 'en' }, error))
      : [progress(summary), h('p', { class: 'counts' },
        h('span', {}, t('count.reviewed', { n: reviewed, all: number(beads) })),
        doubtful > 0 && h('span', { class: 'doubt' }, t('count.doubtful', { n: doubtful })),
        untranslated > 0 && h('span', {}, t('count.untranslated', { n: untranslated })),
        needs_work > 0 && h('span', { class: 'doubt' }, t('count.needs-work', { n: needs_work })),
        conflicts > 0 && h('span', { class: 'doubt' }, t('count.conflicts', { n: conflicts })),
        building && h('span', { class: 'building' }, t('document.building')))])
}

/** How much of a document is reviewed, and how much of the rest is doubtful, as a bar. */
export function progress({ beads, reviewed, doubtful }) {
  const part = (name, n) => {
    const element = h('i', { class: name })
    element.style.width = `${beads ? (100 * n) / beads : 0}%`
    return element
  }
  return h('span', { class: 'progress', role: 'img', 'aria-label': t('count.reviewed', { n: reviewed, all: number(beads) }) }, part('reviewed', reviewed), part('doubtful', doubtful))
}
