// Menus of commands.

import { onBead, onBeadInDocument } from '../core/conditions.js'
import { openMenu } from '../grid/menu.js'

export default [
  {
    id: 'menu',
    names: { en: 'All commands', fr: 'Toutes les commandes', ru: 'Все команды' },
    group: 'view',
    keys: ['.'],
    icon: 'menu',
    when: onBead,
    run: (at, anchor) => openMenu(at, anchor, ['status', 'structure', 'text', 'quote']),
  },
  {
    id: 'quote-menu',
    names: { en: 'Commands for the quote', fr: 'Commandes pour la citation', ru: 'Команды для цитаты' },
    group: 'view',
    keys: [','],
    opensDocument: true,
    when: onBeadInDocument,
    run: (at, anchor) => openMenu(at, anchor, ['quote']),
  },
]
