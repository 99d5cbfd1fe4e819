// Dialogs: a title, a body, buttons. Escape closes them; the focus goes back to where it was.

import { h, icon } from './dom.js'
import { page } from './here.js'
import { t } from './i18n.js'
import { moveMessagesHome } from './messages.js'

/**
 * Opens a modal dialog.
 *
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.title
 * @param {any} options.body  nodes
 * @param {{label: string, value?: any, run?: () => any, main?: boolean, focus?: boolean, disabled?: boolean}[]} [options.buttons]
 *   `run` returns the result of the dialog, or `undefined` to keep it open
 * @param {boolean} [options.wide]
 * @param {boolean} [options.stay]  whether only its buttons close it
 * @returns {{element: HTMLDialogElement, result: Promise<any>, close: (value?: any) => void}}
 *   `result` is `null` when the dialog is closed without a button
 */
export function openDialog({ id, title, body, buttons = [], wide = false, stay = false }) {
  const before = document.activeElement
  let value = null
  const close = (result = null) => {
    value = result
    element.close()
  }
  const press = async (button) => {
    const result = button.run ? await button.run() : button.value
    if (result !== undefined) close(result)
  }
  const bar = buttons.map((button) =>
    h('button', { type: 'button', class: button.main ? 'main' : null, disabled: button.disabled, autofocus: button.focus, on: { click: () => press(button) } }, button.label))
  const element = h('dialog', { id, class: wide ? 'wide' : null, 'aria-labelledby': `${id}-title` },
    h('header', {},
      h('h2', { id: `${id}-title` }, title),
      !stay && h('button', { type: 'button', class: 'plain', 'aria-label': t('close'), on: { click: () => close() } }, icon('close'))),
    h('div', { class: 'body' }, body),
    bar.length > 0 && h('footer', {}, bar))

  // Enter in a field, and Ctrl+Enter anywhere, press the main button.
  element.addEventListener('keydown', (event) => {
    const main = buttons.find((button) => button.main)
    const field = event.target.matches('input:not([type=checkbox], [type=radio])')
    if (event.key === 'Enter' && main && !event.isComposing && !event.defaultPrevented && (field || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      press(main)
    }
  })
  if (stay) {
    const keep = (event) => event.key === 'Escape' && event.preventDefault()
    element.addEventListener('keydown', keep)
    element.addEventListener('cancel', (event) => event.preventDefault())
  }
  const result = new Promise((resolve) => {
    element.addEventListener('close', () => {
      const messages = element.querySelector('#messages')
      if (messages) moveMessagesHome()
      element.remove()
      if (before?.isConnected && before !== document.body) before.focus({ preventScroll: true })
      else page.view?.grid?.focus()
      resolve(value)
    })
  })
  document.body.append(element)
  element.showModal()
  return { element, result, close }
}

let fields = 0

/**
 * A labelled field.
 *
 * @param {string} label
 * @param {HTMLElement} input
 * @param {string} [hint]
 */
export function field(label, input, hint) {
  input.id ||= `field-${++fields}`
  if (hint) input.setAttribute('aria-describedby', `${input.id}-hint`)
  const inline = input.matches('[type=checkbox], [type=radio]')
  const name = h('label', { for: input.id }, label)
  return h('div', { class: inline ? 'field inline' : 'field' },
    inline ? [input, name] : [name, input],
    hint && h('p', { class: 'hint', id: `${input.id}-hint` }, hint))
}

/** A list to choose one from, made of `[value, label]`. */
export function choice(options, value) {
  const select = h('select', {}, options.map(([option, label]) => h('option', { value: option }, label)))
  select.value = value
  return select
}
