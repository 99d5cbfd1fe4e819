// Accepting and rejecting a bead.

import { onBead } from '../core/conditions.js'
import { settings } from '../core/settings.js'
import { askWaiver } from '../dialogs/questions.js'
import { setStatus } from '../operations/operations.js'

export default [
  {
    id: 'accept',
    names: { en: 'Accept', fr: 'Accepter', ru: 'Принять' },
    group: 'status',
    keys: ['a', 'Ctrl+Enter'],
    icon: 'accept',
    bar: true,
    when: onBead,
    run: accept,
  },
  {
    id: 'reject',
    names: { en: 'Reject', fr: 'Rejeter', ru: 'Отклонить' },
    group: 'status',
    keys: ['r'],
    icon: 'reject',
    bar: true,
    when: onBead,
    run: (at) => decide(at, 'rejected'),
  },
  {
    id: 'needs-work',
    names: { en: 'Needs work', fr: 'À retravailler', ru: 'На доработку' },
    group: 'status',
    keys: ['w'],
    icon: 'work',
    bar: true,
    when: onBead,
    run: (at) => decide(at, 'needs-work'),
  },
]

/** To accept a quote that has no translation is to say that it may have none, and why. */
async function accept(at) {
  if (at.row.status !== 'untranslated') return decide(at, 'accepted')
  const done = await askWaiver(at, { quote: true, stand: true })
  if (done && settings.goOn && at.grid.active?.row.bead === at.row.bead) at.grid.step(1)
}

function decide({ grid, document, row }, status) {
  setStatus(document, [row], status)
  if (settings.goOn) grid.step(1)
}
