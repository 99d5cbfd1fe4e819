// Texts that were typed into a bead that is gone: the reviewer decides what to do with them.

import { field, openDialog } from '../core/dialog.js'
import { h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { notify, showError } from '../core/messages.js'
import { SIDES } from '../core/sides.js'

/**
 * Shows the texts, to be copied, put into the bead that is active now, or thrown away. The dialog has no other
 * way out. Returns the texts by side if they are to be put into that bead, or else `null`.
 *
 * @param {object} orphan
 * @param {import('../core/store.js').Row | null} orphan.into  the bead that they can be put into
 * @param {'source' | 'target'} orphan.side  the side that was being typed in
 * @param {Record<string, string>} orphan.texts
 * @param {number} [orphan.caret]
 * @param {import('../core/store.js').Row} orphan.row  the bead as it was
 */
export async function askAboutOrphan({ into, side, texts, caret, row }) {
  const fields = Object.fromEntries(Object.entries(texts).map(([side, text]) => [side, h('textarea', { rows: 3, lang: row[side]?.lang, value: text, data: { orphan: side } })]))
  const { result } = openDialog({
    id: 'orphan-dialog',
    title: t('orphan.title'),
    stay: true,
    body: [
      h('p', {}, t('orphan.intro')),
      Object.entries(fields).map(([side, area]) => field(t(`column.${side}`), area)),
      into && [h('p', {}, t('orphan.here')), SIDES.filter((side) => texts[side] != null).map((side) => h('blockquote', { class: 'about', lang: into[side].lang }, into[side].text))],
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

  if ((await result) !== 'put') return null
  return Object.fromEntries(Object.entries(fields).map(([side, { value }]) => [side, value]))

  async function copy() {
    try {
      await navigator.clipboard.writeText(Object.values(fields).map((area) => area.value).join('\n'))
      notify(t('orphan.copied'))
      return 'copied'
    } catch {
      // Not every browser lets a page that came over plain HTTP copy.
      area.select()
      showError(t('orphan.by-hand'))
      return undefined
    }
  }
}
