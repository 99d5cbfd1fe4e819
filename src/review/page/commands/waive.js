// Waiving what is found in a bead.

import { onBead } from '../core/conditions.js'
import { askWaiver } from '../dialogs/questions.js'

export default [
  {
    id: 'waive',
    names: { en: 'Waive', fr: 'Tolérer', ru: 'Оставить как есть' },
    group: 'text',
    keys: ['v'],
    when: onBead,
    run: (at) => askWaiver(at),
  },
]
