// Noting something about a quote.

import { onBeadInDocument } from '../core/conditions.js'
import { askNote } from '../dialogs/questions.js'

export default [
  {
    id: 'note-quote',
    names: { en: 'Note on the quote', fr: 'Remarque sur la citation', ru: 'Примечание к цитате' },
    group: 'quote',
    keys: ['Shift+t'],
    when: onBeadInDocument,
    run: (at) => askNote(at, { quote: true }),
  },
]
