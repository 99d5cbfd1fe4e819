// Splitting a bead.

import { onBeadInDocument } from '../core/conditions.js'
import { split } from '../grid/split.js'

export default [
  {
    id: 'split',
    names: { en: 'Split', fr: 'Scinder', ru: 'Разделить' },
    group: 'structure',
    keys: ['s'],
    icon: 'split',
    bar: true,
    when: onBeadInDocument,
    run: split,
  },
]
