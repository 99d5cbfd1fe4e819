// Editing the texts of a bead.

import { onBead } from '../core/conditions.js'
import { edit } from '../grid/editor.js'

export default [
  {
    id: 'edit',
    names: { en: 'Edit text', fr: 'Modifier le texte', ru: 'Править текст' },
    group: 'text',
    keys: ['e', 'F2'],
    icon: 'edited',
    bar: true,
    when: onBead,
    run: edit,
  },
]
