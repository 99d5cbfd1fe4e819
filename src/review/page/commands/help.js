// Showing all commands and their keys.

import { always } from '../core/conditions.js'
import { showHelp } from '../dialogs/help.js'

export default [
  {
    id: 'help',
    names: { en: 'Keyboard shortcuts', fr: 'Raccourcis clavier', ru: 'Сочетания клавиш' },
    group: 'view',
    keys: ['?', 'F1'],
    icon: 'help',
    when: always,
    run: showHelp,
  },
]
