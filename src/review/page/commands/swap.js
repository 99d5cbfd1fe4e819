// Exchanging the translations of a bead and the next.

import { hasNext } from '../core/conditions.js'
import { restructure } from '../operations/operations.js'

export default [
  {
    id: 'swap',
    names: { en: 'Swap translations with next', fr: 'Échanger les traductions avec la suivante', ru: 'Поменять переводы со следующей' },
    group: 'structure',
    keys: ['x'],
    needs: 'next',
    when: hasNext,
    run: ({ document, row, next }) => restructure(document, { do: 'swap', bead: row.bead }, [row, next]),
  },
]
