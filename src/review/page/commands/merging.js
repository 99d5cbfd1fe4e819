// Merging a bead with a neighbour.

import { hasNext, hasPrevious } from '../core/conditions.js'
import { realign } from '../operations/operations.js'

export default [
  {
    id: 'merge-next',
    names: { en: 'Merge with next', fr: 'Fusionner avec la suivante', ru: 'Объединить со следующей' },
    group: 'structure',
    keys: ['m'],
    icon: 'merge',
    bar: true,
    needs: 'next',
    when: hasNext,
    run: ({ document, row, next }) => realign(document, { do: 'merge', beads: [row.bead, next.bead] }, [row, next]),
  },
  {
    id: 'merge-previous',
    names: { en: 'Merge with previous', fr: 'Fusionner avec la précédente', ru: 'Объединить с предыдущей' },
    group: 'structure',
    keys: ['Shift+m'],
    needs: 'previous',
    when: hasPrevious,
    run: ({ document, row, previous }) => realign(document, { do: 'merge', beads: [previous.bead, row.bead] }, [previous, row]),
  },
]
