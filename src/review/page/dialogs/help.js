// All commands with their keys; keys can be changed here.

import { COMMANDS, GROUPS } from '../core/commands.js'
import { openDialog } from '../core/dialog.js'
import { fill, h, icon } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { keyName, showKey } from '../core/keys.js'
import { change, settings } from '../core/settings.js'
import { clashes, keysOf } from '../core/shortcuts.js'

/** Keys that a dialog or the browser needs. */
const RESERVED = new Set(['Tab', 'Shift+Tab', 'Escape', 'Space'])

export function showHelp() {
  const body = h('div', { class: 'help' })
  let waiting = null
  paint()
  const { element } = openDialog({
    id: 'help-dialog',
    title: t('help.title'),
    wide: true,
    body,
    buttons: [{ label: t('help.reset'), run: () => { change({ keys: {} }); paint() } }, { label: t('close'), value: null, main: true }],
  })
  element.addEventListener('keydown', take, { capture: true })
  element.addEventListener('cancel', (event) => {
    if (!waiting) return
    event.preventDefault()
    stop()
  })

  function paint() {
    const clashing = clashes()
    fill(body,
      h('p', {}, t('help.intro')),
      clashing.size > 0 && h('p', { class: 'warning', role: 'alert' }, icon('work'), [...clashing].map(([key, ids]) =>
        t('help.clash', { key: showKey(key), commands: ids.map((id) => t(`command.${id}`)).join(', ') })).join(' ')),
      GROUPS.map((group) => h('section', {},
        h('h3', {}, t(`group.${group}`)),
        h('table', {}, h('tbody', {}, [...COMMANDS.values()].filter((command) => command.group === group).map((command) => line(command, clashing)))))),
      h('section', {}, h('h3', {}, t('help.modes')), ['split', 'edit', 'pick'].map((mode) => h('p', {}, h('b', {}, t(`help.${mode}.name`)), ' ', t(`help.${mode}`)))))
  }

  function line(command, clashing) {
    const keys = keysOf(command.id)
    const name = t(`command.${command.id}`)
    return h('tr', { data: { command: command.id } },
      h('th', { scope: 'row' }, name),
      h('td', {}, keys.map((key, i) => h('button', { type: 'button', class: clashing.has(key) ? 'key clash' : 'key', 'aria-label': t('help.change', { command: name, key: showKey(key) }), on: { click: (event) => wait(command.id, i, event.currentTarget) } }, h('kbd', {}, showKey(key)))),
        h('button', { type: 'button', class: 'key add', 'aria-label': t('help.add', { command: name }), on: { click: (event) => wait(command.id, keys.length, event.currentTarget) } }, '+')))
  }

  function wait(id, place, button) {
    waiting = { id, place }
    fill(button, t('help.press'))
  }

  function stop(focus = waiting) {
    waiting = null
    paint()
    body.querySelector(`[data-command="${focus.id}"] button:nth-of-type(${focus.place + 1})`)?.focus()
  }

  function take(event) {
    if (!waiting) return
    const key = keyName(event)
    if (key == null || key === 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    const keys = [...keysOf(waiting.id)]
    if (key === 'Delete' || key === 'Backspace') keys.splice(waiting.place, 1)
    else if (!RESERVED.has(key)) keys[waiting.place] = key
    change({ keys: { ...settings.keys, [waiting.id]: [...new Set(keys)] } })
    stop()
  }
}
