// Two people have changed the same bead: shows both versions and asks which one to keep.

import { openDialog } from '../core/dialog.js'
import { h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { SIDES } from '../core/sides.js'

/** Most beads of one operation that are shown. */
const MOST_SHOWN = 20

/** Settled when earlier dialogs are closed: several requests may be refused at once. */
let closed = Promise.resolve()

/**
 * Shows what has changed. Returns whether the operation is to be done all the same.
 *
 * @param {object} refused
 * @param {object} refused.operation  what was refused
 * @param {import('../core/store.js').Row[]} refused.seen  the beads as they were shown
 * @param {import('../core/store.js').Row[]} refused.now  the beads as they are, without those that are gone
 */
export async function askAboutConflict(refused) {
  const choice = closed.then(() => ask(refused))
  closed = choice
  return (await choice) === 'mine'
}

/** Returns `theirs`, `mine`, or `null` if the dialog is closed. */
function ask({ operation, seen, now }) {
  const here = new Map(now.map((row) => [row.bead, row]))
  const gone = seen.filter((row) => !here.has(row.bead))
  const changed = seen.filter((row) => here.has(row.bead) && here.get(row.bead).rev !== row.rev)
  const { result } = openDialog({
    id: 'conflict-dialog',
    title: t('conflict.title'),
    wide: true,
    body: [
      h('p', {}, t(gone.length ? 'conflict.gone' : 'conflict.changed')),
      [...changed, ...gone].slice(0, MOST_SHOWN).map((row) => h('div', { class: 'versions' },
        version(t('conflict.theirs'), here.get(row.bead)),
        version(t('conflict.mine'), wanted(row, operation)))),
    ],
    buttons: [
      { label: t('conflict.take-theirs'), value: 'theirs', main: gone.length > 0 },
      { label: t('conflict.apply-mine'), value: 'mine', main: gone.length === 0, disabled: gone.length > 0 },
    ],
  })
  return result
}

/** A bead as the reviewer wants it. */
function wanted(row, operation) {
  if (operation.do === 'status') return { ...row, status: operation.status }
  const edit = operation.edits?.find((edit) => edit.bead === row.bead)
  if (!edit) return { ...row, wish: t(`operation.${operation.do}`) }
  const side = (name) => (edit[name] == null ? row[name] : { ...row[name], text: edit[name] })
  return { ...row, status: 'edited', source: side('source'), target: side('target') }
}

function version(label, row) {
  return h('section', { class: 'version' },
    h('h3', {}, label),
    row
      ? [h('p', { class: 'state' }, `${row.kind} · ${row.wish ?? t(`status.${row.status}`)}`),
        SIDES.map((side) => h('p', { class: 'text', lang: row[side]?.lang }, row[side]?.text ?? t(`empty.${side}`))),
        row.notes.length > 0 && h('ul', { class: 'notes' }, row.notes.map((note) => h('li', {}, note)))]
      : h('p', {}, t('conflict.not-there')))
}
