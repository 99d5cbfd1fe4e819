// The languages of the interface. To add one, write a file with the keys of `en.js` and a row here.

export const LANGUAGES = [
  { code: 'en', name: 'English', load: () => import('./en.js') },
  { code: 'ru', name: 'Русский', load: () => import('./ru.js') },
  { code: 'fr', name: 'Français', load: () => import('./fr.js') },
]
