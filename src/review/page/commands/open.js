// Opening the document of a bead in the queue.

import { openFromQueue } from '../core/router.js'

export default [
  {
    id: 'open',
    names: { en: 'Open in its document', fr: 'Ouvrir dans son document', ru: 'Открыть в документе' },
    group: 'go',
    keys: ['Enter'],
    when: ({ view, row }) => view?.name === 'queue' && row != null,
    run: openFromQueue,
  },
]
