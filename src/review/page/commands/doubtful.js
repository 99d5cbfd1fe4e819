// Going from one doubtful bead to the next.

import { always, amongBeads } from '../core/conditions.js'
import { t } from '../core/i18n.js'
import { notify } from '../core/messages.js'
import { openDocument } from '../core/router.js'
import { store } from '../core/store.js'
import { reportError } from '../operations/operations.js'

export default [
  {
    id: 'next-doubtful',
    names: { en: 'Next doubtful', fr: 'Douteuse suivante', ru: 'Следующая сомнительная' },
    group: 'go',
    keys: ['n'],
    icon: 'next',
    bar: true,
    when: always,
    run: goToNext,
  },
  {
    id: 'previous-doubtful',
    names: { en: 'Previous doubtful', fr: 'Douteuse précédente', ru: 'Предыдущая сомнительная' },
    group: 'go',
    keys: ['Shift+n'],
    when: amongBeads,
    run: ({ grid }) => grid.go(grid.next(-1, grid.index, isDoubtful)) || notify(t('no-doubtful')),
  },
]

/** Whether somebody should look at a bead. */
function isDoubtful(row) {
  return row.reasons.length > 0 && !store.saving(row)
}

/** The next one below, then from the top, then in another document. */
async function goToNext({ view, grid, document }) {
  const below = grid?.next(1, grid.index, isDoubtful) ?? -1
  const index = below >= 0 ? below : (grid?.next(1, -1, isDoubtful) ?? -1)
  if (index >= 0 && index !== grid.index) return grid.go(index, { where: 'center' })
  try {
    await store.loadQueue()
  } catch (error) {
    return reportError(error)
  }
  const waiting = store.queue.items.find((waiting) => view?.name !== 'document' || waiting.document !== document)
  if (waiting) openDocument(waiting.document, waiting.row.bead)
  else notify(t('no-doubtful'))
}
