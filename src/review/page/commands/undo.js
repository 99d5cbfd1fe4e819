// Undo and redo.

import { always } from '../core/conditions.js'
import { retrace } from '../operations/operations.js'

export default [
  {
    id: 'undo',
    names: { en: 'Undo', fr: 'Annuler', ru: 'Отменить' },
    group: 'history',
    keys: ['z', 'Ctrl+z'],
    icon: 'undo',
    when: always,
    run: ({ view }) => (view?.panel?.shown?.pick ? view.panel.shown.end() : retrace('undo')),
  },
  {
    id: 'redo',
    names: { en: 'Redo', fr: 'Rétablir', ru: 'Вернуть' },
    group: 'history',
    keys: ['y', 'Shift+z', 'Ctrl+y', 'Ctrl+Shift+z'],
    icon: 'redo',
    when: always,
    run: () => retrace('redo'),
  },
]
