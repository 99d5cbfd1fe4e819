// Moving the boundaries of a quote.

import { onBeadInDocument } from '../core/conditions.js'
import { beadsOf } from '../core/here.js'
import { editBounds } from '../dialogs/bounds.js'
import { restructure } from '../operations/operations.js'

export default [
  {
    id: 'bounds',
    names: { en: 'Extend or shrink…', fr: 'Étendre ou réduire…', ru: 'Расширить или сузить…' },
    group: 'quote',
    keys: ['b'],
    when: onBeadInDocument,
    run: editBounds,
  },
  {
    id: 'grow-end',
    names: { en: 'Extend by a sentence at the end', fr: 'Étendre d’une phrase à la fin', ru: 'Расширить на предложение в конце' },
    group: 'quote',
    keys: [']'],
    when: onBeadInDocument,
    run: (at) => moveBoundary(at, 'down', true),
  },
  {
    id: 'shrink-end',
    names: { en: 'Shrink by a sentence at the end', fr: 'Réduire d’une phrase à la fin', ru: 'Сузить на предложение в конце' },
    group: 'quote',
    keys: ['['],
    when: onBeadInDocument,
    run: (at) => moveBoundary(at, 'down', false),
  },
  {
    id: 'grow-beginning',
    names: { en: 'Extend by a sentence at the beginning', fr: 'Étendre d’une phrase au début', ru: 'Расширить на предложение в начале' },
    group: 'quote',
    keys: ['{'],
    when: onBeadInDocument,
    run: (at) => moveBoundary(at, 'up', true),
  },
  {
    id: 'shrink-beginning',
    names: { en: 'Shrink by a sentence at the beginning', fr: 'Réduire d’une phrase au début', ru: 'Сузить на предложение в начале' },
    group: 'quote',
    keys: ['}'],
    when: onBeadInDocument,
    run: (at) => moveBoundary(at, 'up', false),
  },
]

/** Moves a boundary of the active side of the quote by a sentence. */
function moveBoundary({ document, row, side }, edge, grow) {
  restructure(document, { do: 'bound', quote: row.quote, side, edge, by: 'sentence', grow }, beadsOf(row.quote))
}
