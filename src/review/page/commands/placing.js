// Picking an original or a translation in the text of the document.

import { onBeadInDocument } from '../core/conditions.js'

export default [
  {
    id: 'place-target',
    names: { en: 'Translation is over there', fr: 'La traduction est ailleurs', ru: 'Перевод в другом месте' },
    group: 'quote',
    keys: ['p'],
    when: onBeadInDocument,
    run: ({ view, row }) => view.pick({ quote: row.quote, side: 'target' }),
  },
  {
    id: 'place-source',
    names: { en: 'Original is over there', fr: 'L’original est ailleurs', ru: 'Оригинал в другом месте' },
    group: 'quote',
    keys: ['Shift+p'],
    when: onBeadInDocument,
    run: ({ view, row }) => view.pick({ quote: row.quote, side: 'source' }),
  },
  {
    id: 'new-quote',
    names: { en: 'New quote', fr: 'Nouvelle citation', ru: 'Новая цитата' },
    group: 'quote',
    keys: ['+'],
    when: onBeadInDocument,
    run: ({ view, row }) => view.pick({ quote: row.quote, side: null }),
  },
]
