// Short questions: a note, a waiver, a language, confirmations.

import { choice, field, openDialog } from '../core/dialog.js'
import { h } from '../core/dom.js'
import { beadsOf } from '../core/here.js'
import { languageName, t } from '../core/i18n.js'
import { reasonName } from '../core/reasons.js'
import { store } from '../core/store.js'
import { perform, restructure } from '../operations/operations.js'

/** Asks for a note on the bead, or on its quote. */
export async function askNote({ document, row }, { quote = false } = {}) {
  const text = h('textarea', { rows: 3, autofocus: true })
  const { result } = openDialog({
    id: 'note-dialog',
    title: t(quote ? 'command.note-quote' : 'command.note'),
    body: [about(row, quote), row.notes.length > 0 && h('ul', { class: 'notes' }, row.notes.map((note) => h('li', {}, note))), field(t('note'), text)],
    buttons: [{ label: t('cancel'), value: null }, { label: t('save'), main: true, run: send }],
  })
  return result

  async function send() {
    if (!text.value.trim()) return text.focus()
    const seen = quote ? beadsOf(row.quote) : [row]
    return (await perform(document, { do: 'note', id: quote ? row.quote : row.bead, text: text.value.trim() }, seen)) ?? undefined
  }
}

/** Asks why the bead, or its quote, may stay as it is; with `stand`, without a translation. */
export async function askWaiver({ document, row }, { quote = row.target == null && row.status === 'untranslated', stand = false } = {}) {
  const why = h('input', { type: 'text', autofocus: true })
  const until = h('input', { type: 'date' })
  const known = new Set(row.reasons)
  const rules = (store.about?.rules ?? []).map((rule) => h('input', { type: 'checkbox', value: rule, checked: !stand && known.has(rule) }))
  const { result } = openDialog({
    id: 'waive-dialog',
    title: t(stand ? 'waive.stand' : quote ? 'command.waive-quote' : 'command.waive'),
    body: [
      about(row, quote),
      field(t('waive.why'), why),
      !stand && h('fieldset', {}, h('legend', {}, t('waive.rules')), h('p', { class: 'hint' }, t('waive.no-rules')),
        h('div', { class: 'checks' }, rules.map((box) => ruleField(box)))),
      field(t('waive.until'), until, t('waive.until-hint')),
    ],
    buttons: [{ label: t('cancel'), value: null }, { label: t(stand ? 'waive.stand' : 'command.waive'), main: true, run: send }],
  })
  return result

  async function send() {
    if (!why.value.trim()) return why.focus()
    const operation = {
      do: 'waive',
      id: quote ? row.quote : row.bead,
      reason: why.value.trim(),
      rules: rules.filter((box) => box.checked).map((box) => box.value),
      ...(until.value && { until: until.value }),
    }
    return (await perform(document, operation, quote ? beadsOf(row.quote) : [row])) ?? undefined
  }
}

function ruleField(box) {
  const element = field(reasonName(box.value), box)
  element.title = box.value
  return element
}

/** Asks for the language of a quote's original. */
export async function askLanguage({ document, row }) {
  const languages = store.about?.source_langs ?? []
  const select = choice(languages.map((tag) => [tag, languageName(tag)]), row.source?.lang ?? languages[0])
  select.autofocus = true
  const { result } = openDialog({
    id: 'language-dialog',
    title: t('command.language'),
    body: [about(row, true), field(t('language'), select)],
    buttons: [{ label: t('cancel'), value: null }, { label: t('apply'), main: true, run: () => select.value }],
  })
  const lang = await result
  if (lang) restructure(document, { do: 'language', quote: row.quote, lang }, beadsOf(row.quote))
}

/** Asks before many beads get a status at once. */
export async function confirmAll(status, n, passed = 0, more = '') {
  const { result } = openDialog({
    id: 'confirm-dialog',
    title: t(`confirm.${status}`, { n }),
    body: [passed > 0 && h('p', {}, t('confirm.passed', { n: passed })), more && h('p', {}, more), h('p', {}, t('confirm.undo'))],
    buttons: [{ label: t('cancel'), value: false }, { label: t(`confirm.do.${status}`), value: true, main: true, focus: true }],
  })
  return (await result) === true
}

/** Asks before an operation of another person is undone or redone. */
export async function confirmOther(direction, by) {
  const { result } = openDialog({
    id: 'confirm-dialog',
    title: t(`confirm.other.${direction}`, { by }),
    body: h('p', {}, t('confirm.other')),
    buttons: [{ label: t('cancel'), value: false }, { label: t(`history.${direction}`), value: true, main: true, focus: true }],
  })
  return (await result) === true
}

/** The text that a question is about. */
export function about(row, quote) {
  const cell = row.source ?? row.target
  return h('blockquote', { lang: cell?.lang, class: 'about' }, quote ? `${cell?.text ?? ''} …` : cell?.text ?? '')
}
