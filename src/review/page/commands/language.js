// Setting the language of an original.

import { onBeadInDocument } from '../core/conditions.js'
import { askLanguage } from '../dialogs/questions.js'

export default [
  {
    id: 'language',
    names: { en: 'Language of the original', fr: 'Langue de l’original', ru: 'Язык оригинала' },
    group: 'quote',
    keys: ['Shift+g'],
    when: onBeadInDocument,
    run: askLanguage,
  },
]
