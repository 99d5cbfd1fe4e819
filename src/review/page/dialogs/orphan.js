// What somebody has typed into a bead that is gone: it waits here until the reviewer says what becomes of it.

import { complain, tell } from '../core/announce.js'
import { h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { edit } from '../grid/editor.js'
import { draftKey, SIDES } from '../grid/bead-row.js'
import { field, openDialog } from './dialog.js'

/**
 * Shows the texts, to be copied, put into the bead that is active now, or thrown away. It cannot be left
 * otherwise.
 *
 * @param {object} orphan
 * @param {import('../grid/bead-grid.js').BeadGrid} orphan.grid
 * @param {Map<string, object>} orphan.drafts  where they count as unsaved in the meantime
 * @param {'source' | 'target'} orphan.side  the side that was being typed in
 * @param {Record<string, string>} orphan.texts
 * @param {number} [orphan.caret]
 * @param {import('../core/store.js').Row} orphan.row  the bead as it was
 */
export async function showOrphan({ grid, document: id, drafts, side, texts, caret, row }) {
  const name = `orphan ${id} ${row.bead}`
  const fields = Object.fromEntries(Object.entries(texts).map(([side, text]) => [side, h('textarea', { rows: 3, lang: row[side]?.lang, value: text, data: { orphan: side } })]))
  drafts.set(name, { row, texts })
  const active = grid.active
  const into = active?.row && Object.keys(texts).every((side) => active.row[side]) ? active : null
  const { result } = openDialog({
    id: 'orphan-dialog',
    title: t('orphan.title'),
    stay: true,
    body: [
      h('p', {}, t('orphan.intro')),
      Object.entries(fields).map(([side, area]) => field(t(`column.${side}`), area)),
      into && [h('p', {}, t('orphan.here')), SIDES.filter((side) => texts[side] != null).map((side) => h('blockquote', { class: 'about', lang: into.row[side].lang }, into.row[side].text))],
    ],
    buttons: [
      { label: t('orphan.discard'), value: 'discard' },
      { label: t('orphan.copy'), run: copy },
      into && { label: t('orphan.put'), value: 'put' },
    ].filter(Boolean),
  })
  const area = fields[side] ?? Object.values(fields)[0]
  area.focus()
  area.setSelectionRange(caret ?? area.value.length, caret ?? area.value.length)

  const choice = await result
  drafts.delete(name)
  if (choice !== 'put' || !grid.goTo(into.row.bead)) return
  const { row: now } = grid.active
  drafts.set(draftKey(grid.active), { row: now, texts: Object.fromEntries(SIDES.filter((side) => now[side]).map((side) => [side, fields[side]?.value ?? now[side].text])) })
  edit({ grid, document: id, row: now, side })

  async function copy() {
    try {
      await navigator.clipboard.writeText(Object.values(fields).map((area) => area.value).join('\n'))
      tell(t('orphan.copied'))
      return 'copied'
    } catch {
      // Not every browser lets a page of plain HTTP do that.
      area.select()
      complain(t('orphan.by-hand'))
      return undefined
    }
  }
}
