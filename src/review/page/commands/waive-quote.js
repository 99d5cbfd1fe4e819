// Waiving what is found in a quote.

import { onBeadInDocument } from '../core/conditions.js'
import { askWaiver } from '../dialogs/questions.js'

export default [
  {
    id: 'waive-quote',
    names: { en: 'Waive for the quote', fr: 'Tolérer pour la citation', ru: 'Оставить цитату как есть' },
    group: 'quote',
    keys: ['Shift+v'],
    when: onBeadInDocument,
    run: (at) => askWaiver(at, { quote: true }),
  },
]
