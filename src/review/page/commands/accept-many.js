// Accepting many beads at once.

import { onBeadInDocument } from '../core/conditions.js'
import { beadsOf } from '../core/here.js'
import { t } from '../core/i18n.js'
import { notify } from '../core/messages.js'
import { store } from '../core/store.js'
import { confirmAll } from '../dialogs/questions.js'
import { setStatus } from '../operations/operations.js'

/** Most beads that are accepted at once without a question. */
const MOST_UNASKED = 5

export default [
  {
    id: 'accept-quote',
    names: { en: 'Accept all of the quote', fr: 'Accepter toute la citation', ru: 'Принять всю цитату' },
    group: 'status',
    keys: ['Shift+a'],
    opensDocument: true,
    when: onBeadInDocument,
    run: ({ document, row }) => acceptAll(document, beadsOf(row.quote)),
  },
  {
    id: 'accept-above',
    names: { en: 'Accept all above in the document', fr: 'Accepter tout ce qui précède dans le document', ru: 'Принять всё выше в документе' },
    group: 'status',
    keys: ['Alt+a'],
    opensDocument: true,
    when: onBeadInDocument,
    run: ({ document, row }) => acceptAll(document, store.open.rows.slice(0, store.indexOf(row.bead))),
  },
  {
    id: 'accept-above-quote',
    names: { en: 'Accept all above in the quote', fr: 'Accepter tout ce qui précède dans la citation', ru: 'Принять всё выше в цитате' },
    group: 'status',
    keys: ['Alt+q'],
    opensDocument: true,
    when: onBeadInDocument,
    run: ({ document, row }) => acceptAll(document, beadsOf(row.quote).slice(0, beadsOf(row.quote).indexOf(row))),
  },
]

/** Accepts the beads on which nobody has decided. What is untranslated needs a reason, and is left out. */
async function acceptAll(document, rows) {
  const wanted = rows.filter((row) => store.status(row) === 'proposed')
  const left = rows.filter((row) => store.status(row) === 'untranslated').length
  const leftOut = left ? t('left-out', { n: left }) : ''
  if (!wanted.length) return notify(`${t('nothing-unreviewed')} ${leftOut}`)
  if (wanted.length > MOST_UNASKED && !(await confirmAll('accepted', wanted.length, 0, leftOut))) return
  const done = await setStatus(document, wanted, 'accepted')
  if (done) notify(`${t('done.accepted', { n: wanted.length })} ${wanted.length > MOST_UNASKED ? '' : leftOut}`)
}
