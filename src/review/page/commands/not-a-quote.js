// Saying that a text is not a quote.

import { onBeadInDocument } from '../core/conditions.js'
import { beadsOf } from '../core/here.js'
import { restructure } from '../operations/operations.js'

export default [
  {
    id: 'not-a-quote',
    names: { en: 'Not a quote', fr: 'Pas une citation', ru: 'Не цитата' },
    group: 'quote',
    keys: ['Shift+q'],
    when: onBeadInDocument,
    run: ({ document, row }) => restructure(document, { do: 'not-a-quote', quote: row.quote }, beadsOf(row.quote)),
  },
]
