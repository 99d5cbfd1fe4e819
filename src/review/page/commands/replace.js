// Finding and replacing in a document.

import { inDocument } from '../core/conditions.js'
import { replaceInDocument } from '../dialogs/replace.js'

export default [
  {
    id: 'replace',
    names: { en: 'Find and replace', fr: 'Rechercher et remplacer', ru: 'Найти и заменить' },
    group: 'text',
    keys: ['f'],
    opensDocument: true,
    when: inDocument,
    run: replaceInDocument,
  },
]
