// Saying that nothing translates a quote.

import { onBeadInDocument } from '../core/conditions.js'
import { beadsOf } from '../core/here.js'
import { restructure } from '../operations/operations.js'

export default [
  {
    id: 'untranslated',
    names: { en: 'Untranslated', fr: 'Non traduite', ru: 'Без перевода' },
    group: 'quote',
    keys: ['Shift+u'],
    when: onBeadInDocument,
    run: ({ document, row }) => restructure(document, { do: 'untranslated', quote: row.quote }, beadsOf(row.quote)),
  },
]
