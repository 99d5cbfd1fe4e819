// Moving a sentence of the active side to a neighbour.

import { hasNext, hasPrevious, hasSide } from '../core/conditions.js'
import { realign } from '../operations/operations.js'

export default [
  {
    id: 'move-up',
    names: { en: 'Sentence up', fr: 'Phrase vers le haut', ru: 'Предложение вверх' },
    group: 'structure',
    keys: ['u'],
    icon: 'up',
    bar: true,
    needs: 'previous',
    when: (at) => hasPrevious(at) && hasSide(at),
    run: ({ document, row, side, previous }) => realign(document, { do: 'move', bead: row.bead, side, to: 'up' }, [previous, row]),
  },
  {
    id: 'move-down',
    names: { en: 'Sentence down', fr: 'Phrase vers le bas', ru: 'Предложение вниз' },
    group: 'structure',
    keys: ['d'],
    icon: 'down',
    bar: true,
    needs: 'next',
    when: (at) => hasNext(at) && hasSide(at),
    run: ({ document, row, side, next }) => realign(document, { do: 'move', bead: row.bead, side, to: 'down' }, [row, next]),
  },
]
