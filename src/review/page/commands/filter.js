// Searching and filtering.

export default [
  {
    id: 'filter',
    names: { en: 'Search and filter', fr: 'Recherche et filtre', ru: 'Поиск и отбор' },
    group: 'view',
    keys: ['/'],
    icon: 'search',
    opensDocument: true,
    when: ({ view }) => view?.filter != null,
    run: ({ view }) => view.filter(),
  },
]
