// Showing the settings.

import { always } from '../core/conditions.js'
import { showSettings } from '../dialogs/settings.js'

export default [
  {
    id: 'settings',
    names: { en: 'Settings', fr: 'Réglages', ru: 'Настройки' },
    group: 'view',
    keys: ['Ctrl+,'],
    icon: 'settings',
    when: always,
    run: showSettings,
  },
]
