// Separating the sides of a bead, which translate nothing.

import { onBeadInDocument } from '../core/conditions.js'
import { restructure } from '../operations/operations.js'

export default [
  {
    id: 'deletion',
    names: { en: 'Mark as deletion', fr: 'Marquer comme omission', ru: 'Отметить как пропуск' },
    group: 'structure',
    keys: ['Shift+d'],
    when: onBeadInDocument,
    run: ({ document, row }) => restructure(document, { do: 'deletion', bead: row.bead }, [row]),
  },
]
