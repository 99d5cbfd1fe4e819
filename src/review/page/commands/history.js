// Showing what was done.

import { always } from '../core/conditions.js'

export default [
  {
    id: 'history',
    names: { en: 'History', fr: 'Historique', ru: 'История' },
    group: 'history',
    keys: ['Shift+h'],
    icon: 'history',
    bar: true,
    when: always,
    run: ({ view }) => view?.togglePanel?.('history'),
  },
]
