// Noting something about a bead.

import { onBead } from '../core/conditions.js'
import { askNote } from '../dialogs/questions.js'

export default [
  {
    id: 'note',
    names: { en: 'Note', fr: 'Remarque', ru: 'Примечание' },
    group: 'text',
    keys: ['t'],
    icon: 'note',
    bar: true,
    when: onBead,
    run: (at) => askNote(at),
  },
]
