// One bead as a row: its state, its two sides, and remarks. Also the opening row of a quote.

import { fill, h, icon, set } from '../core/dom.js'
import { capital, languageName, percent, t } from '../core/i18n.js'
import { rankReason, reasonAbout, reasonName } from '../core/reasons.js'
import { address } from '../core/router.js'
import { keysOf } from '../core/shortcuts.js'
import { SIDES } from '../core/sides.js'
import { store } from '../core/store.js'

/** Width of the list below which the sides are one above the other, in pixels; `style/grid.css` has it too. */
const NARROW_WIDTH = 640

const STATUS_ICONS = {
  proposed: 'proposed',
  accepted: 'accept',
  edited: 'edited',
  rejected: 'reject',
  'needs-work': 'work',
  waived: 'waived',
  untranslated: 'untranslated',
}

let elements = 0

/**
 * The item of a bead. `document` is set in lists of beads of several documents.
 *
 * @param {import('../core/store.js').Row} row
 * @param {{id: string, title: string}} [document]
 */
export function beadItem(row, document) {
  return { key: document ? `${document.id} ${row.bead}` : row.bead, stamp: row.rev, row, document }
}

/** The item of a quote's opening row. Its languages are those of any of its beads: the first may lack a side. */
export function quoteItem(rows) {
  const [row] = rows
  const beads = rows.length
  const lang = (side) => rows.find((row) => row[side])?.[side].lang
  const languages = [lang('source'), lang('target') ?? store.about?.target_lang]
  return { key: `quote ${row.quote}`, stamp: `${languages} ${beads}`, quote: row.quote, languages, beads }
}

/** An element for a bead or a quote. */
export function makeRow() {
  return h('div', { role: 'row', class: 'row', id: `row-${++elements}` })
}

/** The estimated height of a row, in pixels. */
export function estimateRow(item, width) {
  if (!item.row) return 37
  const { row } = item
  const lines = (cell, columns) => (cell ? Math.ceil((cell.text.length + 6) / columns) : 1)
  const letter = 8.4
  const extra = (row.reasons.length || row.notes.length || row.source?.unedited != null || row.target?.unedited != null ? 28 : 0) + (item.document ? 20 : 0)
  if (width < NARROW_WIDTH) {
    const columns = Math.max(10, (width - 28) / letter)
    return 30 + extra + (lines(row.source, columns) + lines(row.target, columns)) * 26 + 18
  }
  const columns = Math.max(10, ((width - 200) / 2 - 26) / letter)
  return Math.max(54, Math.max(lines(row.source, columns), lines(row.target, columns)) * 26 + 15) + extra
}

/**
 * Paints a quote's opening row.
 *
 * @param {HTMLElement} element
 */
export function paintQuote(element, item) {
  element.className = 'row quote'
  element.dataset.quote = item.quote
  const [source, target] = item.languages
  fill(element, h('div', { role: 'gridcell', class: 'heading', 'aria-colspan': 3 },
    h('span', { class: 'pair' }, capital([source, target].filter(Boolean).map(languageName).join(' → '))),
    h('span', { class: 'count' }, t('beads', { n: item.beads })),
    h('button', { type: 'button', class: 'plain small', 'data-command': 'quote-menu', 'aria-haspopup': 'menu', title: t('command.quote-menu'), tabindex: -1 }, icon('menu'), t('quote'))))
}

/**
 * Paints a bead's row.
 *
 * @param {HTMLElement} element
 * @param {object} item  see `beadItem`
 * @param {object} state
 * @param {'source' | 'target' | null} state.side  the active side, if this is the active bead
 * @param {'source' | 'target'} state.tab  the side that the tab key reaches
 * @param {'source' | 'target' | null} state.linking  the side that waits for another to be linked with
 * @param {boolean} state.draft  whether an edit of it has been left unsaved
 * @param {object | null} state.mode  what has taken the sides' place, for instance an editor
 */
export function paintBead(element, item, state) {
  const { row } = item
  const status = store.status(row)
  element.className = 'row bead'
  element.classList.toggle('active', state.side != null)
  element.classList.toggle('doubtful', row.reasons.length > 0 && status === row.status)
  Object.assign(element.dataset, { bead: row.bead, quote: row.quote, status })
  set(element, 'data-saving', store.saving(row))
  set(element, 'aria-selected', state.side != null ? 'true' : 'false')
  if (!element.firstElementChild || element.firstElementChild.className !== 'meta') build(element)

  const [meta, source, target, remarks] = element.children
  paintMeta(meta, item, status)
  if (state.mode) {
    state.mode.paint(row, { source, target })
  } else {
    for (const [side, cell] of [['source', source], ['target', target]]) paintSide(cell, row, side, state)
  }
  paintRemarks(remarks, row, { ...state, ranked: item.document != null })
}

function build(element) {
  const meta = `${element.id}-meta`
  const remarks = `${element.id}-remarks`
  fill(element,
    h('div', { role: 'gridcell', class: 'meta' }, h('span', { class: 'state', id: meta }), h('span', { class: 'tools' })),
    SIDES.map((side) => h('div', { role: 'gridcell', class: `side ${side}`, data: { side }, 'aria-describedby': `${meta} ${remarks}` })),
    h('div', { role: 'gridcell', class: 'remarks', id: remarks }))
}

function paintMeta(meta, { row, document }, status) {
  const [state, tools] = meta.children
  const fraction = h('i', {})
  fraction.style.width = `${row.score * 100}%`
  fill(state,
    document && h('a', { class: 'origin', href: address(document.id, row.bead), tabindex: -1 }, document.title),
    h('span', { class: 'status' }, icon(STATUS_ICONS[status]), h('b', {}, t(`status.${status}`))),
    store.saving(row) && h('span', { class: 'saving' }, t('saving')),
    h('span', { class: 'break' }),
    h('span', { class: 'kind' }, h('span', { class: 'unseen' }, `${t('kind')} `), row.kind),
    h('span', { class: 'score', title: t('confidence') },
      h('span', { class: 'unseen' }, `${t('confidence')} `), percent(row.score), h('span', { class: 'bar', 'aria-hidden': 'true' }, fraction)))
  if (!tools.hasChildNodes()) fill(tools, tool('accept', 'accept'), tool('reject', 'reject'), tool('menu', 'menu', { 'aria-haspopup': 'menu' }))
}

function tool(command, image, more = {}) {
  const label = t(`command.${command}`)
  const [key] = keysOf(command)
  return h('button', { type: 'button', tabindex: -1, class: 'tool', data: { command }, 'aria-label': label, title: key ? `${label} (${key})` : label, ...more }, icon(image))
}

function paintSide(cell, row, side, state) {
  const content = row[side]
  cell.className = `side ${side}`
  cell.classList.toggle('here', state.side === side)
  cell.classList.toggle('linking', state.linking === side)
  set(cell, 'tabindex', state.tab === side ? '0' : '-1')
  set(cell, 'lang', content?.lang)
  set(cell, 'aria-label', content ? null : t(`empty.${side}`))
  set(cell, 'role', 'gridcell')
  // Text that does not change keeps its node, or a selection in it would be lost.
  if (cell.painted === content && cell.hasChildNodes()) return
  cell.painted = content
  if (content) fill(cell, content.text)
  else fill(cell, h('span', { class: 'nothing', 'aria-hidden': 'true' }, t(`empty.${side}`)))
}

function paintRemarks(remarks, row, state) {
  const lines = [
    row.reasons.map((reason) => h('span', { class: 'reason', title: reasonAbout(reason) }, icon('work'), reasonName(reason))),
    state.ranked && row.reasons.length > 0 && h('span', { class: 'rank' }, rankReason(row)),
    state.draft && h('span', { class: 'reason' }, icon('edited'), t('draft')),
    SIDES.filter((side) => row[side]?.unedited != null).map((side) =>
      h('span', { class: 'unedited' }, `${t(`unedited.${side}`)} `, h('q', { lang: row[side].lang }, row[side].unedited))),
    row.notes.map((note) => h('span', { class: 'note' }, icon('note'), h('span', { class: 'unseen' }, `${t('note')}: `), note)),
  ].flat().filter(Boolean)
  remarks.hidden = lines.length === 0
  remarks.parentElement.classList.toggle('remarked', lines.length > 0)
  fill(remarks, lines)
}
