// The dialog for settings: name, language, theme, keys.

import { choice, field, openDialog } from '../core/dialog.js'
import { h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { change, settings } from '../core/settings.js'
import { store } from '../core/store.js'
import { LANGUAGES } from '../lang/languages.js'

export function showSettings() {
  const name = h('input', { type: 'text', value: settings.name, placeholder: store.about?.reviewer ?? '', autocomplete: 'name', autofocus: true })
  const lang = choice([['', t('settings.browser')], ...LANGUAGES.map(({ code, name }) => [code, name])], settings.lang)
  const theme = choice(['system', 'light', 'dark'].map((theme) => [theme, t(`settings.${theme}`)]), settings.theme)
  const box = (key) => h('input', { type: 'checkbox', checked: settings[key], data: { setting: key } })
  const [singleKeys, realign, goOn] = [box('singleKeys'), box('realign'), box('goOn')]
  openDialog({
    id: 'settings-dialog',
    title: t('settings'),
    body: [
      field(t('settings.name'), name, t('settings.name-hint')),
      field(t('settings.language'), lang),
      field(t('settings.theme'), theme),
      field(t('settings.single-keys'), singleKeys, t('settings.single-keys-hint')),
      field(t('settings.go-on'), goOn),
      field(t('settings.realign'), realign, t('settings.realign-hint')),
    ],
    buttons: [{ label: t('cancel'), value: null }, {
      label: t('save'),
      main: true,
      run() {
        change({ name: name.value.trim(), lang: lang.value, theme: theme.value, singleKeys: singleKeys.checked, realign: realign.checked, goOn: goOn.checked })
        return true
      },
    }],
  })
}
