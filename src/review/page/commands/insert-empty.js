// Giving the active side an empty counterpart.

import { hasSide } from '../core/conditions.js'
import { realign } from '../operations/operations.js'

export default [
  {
    id: 'insert-empty',
    names: { en: 'Insert empty counterpart', fr: 'Insérer un vide en face', ru: 'Вставить пустое соответствие' },
    group: 'structure',
    keys: ['i'],
    when: hasSide,
    run: ({ document, row, side }) => realign(document, { do: 'insert-empty', bead: row.bead, side }, [row]),
  },
]
