// Going to the other views.

import { always } from '../core/conditions.js'
import { visit } from '../core/router.js'

export default [
  {
    id: 'overview',
    names: { en: 'Documents', fr: 'Documents', ru: 'Документы' },
    group: 'view',
    keys: ['o'],
    when: always,
    run: () => visit('#/'),
  },
  {
    id: 'queue',
    names: { en: 'Queue', fr: 'File d’attente', ru: 'Очередь' },
    group: 'view',
    keys: ['q'],
    when: always,
    run: () => visit('#/queue'),
  },
]
