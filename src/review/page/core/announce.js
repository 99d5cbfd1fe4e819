// Tells the reviewer what has happened: to the ear through live regions, to the eye as messages that stay.

import { h, icon } from './dom.js'
import { t } from './i18n.js'

const polite = h('div', { class: 'unseen', role: 'status', 'aria-atomic': 'false', id: 'announcement' })
const messages = h('div', { class: 'messages', id: 'messages' })

/** Puts the places where messages appear into the page. */
export function mountAnnouncements() {
  document.body.append(polite, messages)
}

/** For the ear alone. The same text twice is said twice. */
export function say(text) {
  const line = h('p', {}, text)
  polite.append(line)
  while (polite.childElementCount > 3) polite.firstElementChild.remove()
}

/**
 * An error: it stays until it is put away.
 *
 * @param {string} text
 * @param {{label: string, run: () => void}[]} [actions]
 */
export function complain(text, actions = []) {
  const message = h('div', { class: 'message error', role: 'alert' },
    icon('work'),
    h('p', {}, text),
    actions.map(({ label, run }) => h('button', { type: 'button', on: { click: () => { message.remove(); run() } } }, label)),
    h('button', { type: 'button', class: 'plain', 'aria-label': t('close'), on: { click: () => message.remove() } }, icon('close')))
  while (messages.childElementCount > 3) messages.firstElementChild.remove()
  host().append(message)
}

/** Something that went well: it goes away by itself. */
export function tell(text) {
  say(text)
  const message = h('div', { class: 'message', 'aria-hidden': 'true' }, h('p', {}, text))
  host().append(message)
  setTimeout(() => message.remove(), 4000)
}

/** What lies outside an open modal dialog is inert, so that messages have to move into it. */
function host() {
  const parent = document.querySelector('dialog:modal') ?? document.body
  if (messages.parentElement !== parent) parent.append(messages)
  return messages
}
