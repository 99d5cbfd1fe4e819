// Going from bead to bead, and in the overview from document to document.

import { amongBeads, inList } from '../core/conditions.js'

export default [
  {
    id: 'down',
    names: { en: 'Next bead', fr: 'Paire suivante', ru: 'Следующая пара' },
    group: 'go',
    keys: ['ArrowDown', 'j'],
    when: inList,
    run: ({ grid, view }) => (grid ? grid.step(1) : view.step(1)),
  },
  {
    id: 'up',
    names: { en: 'Previous bead', fr: 'Paire précédente', ru: 'Предыдущая пара' },
    group: 'go',
    keys: ['ArrowUp', 'k'],
    when: inList,
    run: ({ grid, view }) => (grid ? grid.step(-1) : view.step(-1)),
  },
  {
    id: 'source',
    names: { en: 'Original side', fr: 'Côté original', ru: 'К оригиналу' },
    group: 'go',
    keys: ['ArrowLeft', 'h'],
    when: amongBeads,
    run: ({ grid }) => grid.go(grid.index, { side: 'source' }),
  },
  {
    id: 'target',
    names: { en: 'Translation side', fr: 'Côté traduction', ru: 'К переводу' },
    group: 'go',
    keys: ['ArrowRight', 'l'],
    when: amongBeads,
    run: ({ grid }) => grid.go(grid.index, { side: 'target' }),
  },
  {
    id: 'page-down',
    names: { en: 'Page down', fr: 'Page suivante', ru: 'Страница вниз' },
    group: 'go',
    keys: ['PageDown'],
    when: amongBeads,
    run: ({ grid }) => grid.leap(1),
  },
  {
    id: 'page-up',
    names: { en: 'Page up', fr: 'Page précédente', ru: 'Страница вверх' },
    group: 'go',
    keys: ['PageUp'],
    when: amongBeads,
    run: ({ grid }) => grid.leap(-1),
  },
  {
    id: 'first',
    names: { en: 'First bead', fr: 'Première paire', ru: 'Первая пара' },
    group: 'go',
    keys: ['Home', 'Ctrl+Home'],
    when: inList,
    run: ({ grid, view }) => (grid ? grid.go(grid.next(1, -1)) : view.step(-Infinity)),
  },
  {
    id: 'last',
    names: { en: 'Last bead', fr: 'Dernière paire', ru: 'Последняя пара' },
    group: 'go',
    keys: ['End', 'Ctrl+End'],
    when: inList,
    run: ({ grid, view }) => (grid ? grid.go(grid.next(-1, grid.items.length)) : view.step(Infinity)),
  },
]
