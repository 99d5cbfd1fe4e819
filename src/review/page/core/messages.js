// Tells the reviewer what has happened: to the ear through live regions, to the eye as messages. What
// went well is shown for a while above the beads, never over them; errors stay.

import { h, icon } from './dom.js'
import { t } from './i18n.js'

/** How long something that went well is shown, in milliseconds. */
const SHORT = 4000

/** How long it is shown why something cannot be done. */
const LONG = 8000

const polite = h('div', { class: 'unseen', role: 'status', 'aria-atomic': 'false', id: 'announcement' })
const messages = h('div', { class: 'messages', id: 'messages' })

/** Puts the places where messages appear into the page. */
export function mountAnnouncements() {
  document.body.append(polite)
  moveMessagesHome()
}

/** Puts the messages where they belong while no dialog is open: between the head of the page and the rest. */
export function moveMessagesHome() {
  const main = document.getElementById('main')
  if (main) main.before(messages)
  else document.body.append(messages)
}

/** For the ear alone. The same text twice is said twice. */
export function announce(text) {
  const line = h('p', {}, text)
  polite.append(line)
  while (polite.childElementCount > 3) polite.firstElementChild.remove()
}

/**
 * An error: it stays until it is put away; one that is `brief` goes away by itself. While one of something
 * `unsaved` is shown, the page must not say that all is saved.
 *
 * @param {string} text
 * @param {{label: string, run: () => void}[]} [actions]
 * @param {{brief?: boolean, unsaved?: boolean}} [how]
 */
export function showError(text, actions = [], { brief = false, unsaved = false } = {}) {
  for (const other of messages.querySelectorAll('.error')) if (brief || other.textContent.startsWith(text)) other.remove()
  const message = h('div', { class: unsaved ? 'message error unsaved' : 'message error', role: 'alert' },
    icon('work'),
    h('p', {}, text),
    actions.map(({ label, run }) => h('button', { type: 'button', on: { click: () => { message.remove(); run() } } }, label)),
    h('button', { type: 'button', class: 'plain', 'aria-label': t('close'), on: { click: () => message.remove() } }, icon('close')))
  while (messages.childElementCount > 3) messages.firstElementChild.remove()
  host().append(message)
  if (brief) setTimeout(() => message.remove(), LONG)
}

/** Something that went well, or that there is nothing to do: it takes the place of the last one, and goes away. */
export function notify(text) {
  announce(text)
  messages.querySelector('.told')?.remove()
  const message = h('div', { class: 'message told', 'aria-hidden': 'true' }, h('p', {}, text))
  host().append(message)
  setTimeout(() => message.remove(), SHORT)
}

/** Whether something is shown that has not been saved. */
export const hasUnsaved = () => messages.querySelector('.unsaved') != null

/** Calls something whenever messages come or go. */
export function watchMessages(changed) {
  new MutationObserver(changed).observe(messages, { childList: true })
}

/** Puts away what is shown; tells whether there was anything. */
export function dismissMessages() {
  const any = messages.hasChildNodes()
  messages.replaceChildren()
  return any
}

/** What lies outside an open modal dialog is inert, so that messages have to move into it. */
function host() {
  const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
  if (dialog && messages.parentElement !== dialog) dialog.append(messages)
  else if (!dialog && messages.closest('dialog')) moveMessagesHome()
  return messages
}
