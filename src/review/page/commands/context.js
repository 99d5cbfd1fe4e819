// Showing the text around a quote.

import { onBeadInDocument } from '../core/conditions.js'

export default [
  {
    id: 'context',
    names: { en: 'Page context', fr: 'Contexte dans la page', ru: 'Контекст на странице' },
    group: 'view',
    keys: ['c'],
    icon: 'context',
    bar: true,
    opensDocument: true,
    when: onBeadInDocument,
    run: ({ view }) => view.togglePanel('context'),
  },
]
