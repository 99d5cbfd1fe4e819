// Messages to the reviewer, shown and for screen readers. A success is shown for a while above the beads, never
// over them; errors stay.

import { h, icon } from './dom.js'
import { t } from './i18n.js'

/** Time for which a success is shown, in milliseconds. */
const NOTICE_TIME = 4000

/** Time for which a brief error is shown, in milliseconds. */
const BRIEF_ERROR_TIME = 8000

const polite = h('div', { class: 'unseen', role: 'status', 'aria-atomic': 'false', id: 'announcement' })
const messages = h('div', { class: 'messages', id: 'messages' })

/** Adds the places for messages to the page. */
export function mountAnnouncements() {
  document.body.append(polite)
  moveMessagesHome()
}

/** Moves messages to their place while no dialog is open: between the head of the page and the rest. */
export function moveMessagesHome() {
  const main = document.getElementById('main')
  if (main) main.before(messages)
  else document.body.append(messages)
}

/** A message for screen readers only. The same text twice is read twice. */
export function announce(text) {
  const line = h('p', {}, text)
  polite.append(line)
  while (polite.childElementCount > 3) polite.firstElementChild.remove()
}

/**
 * An error. It stays until the reviewer puts it away; a `brief` one goes away by itself. While an `unsaved` one
 * is shown, the page must not say that everything is saved.
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
  if (brief) setTimeout(() => message.remove(), BRIEF_ERROR_TIME)
}

/** A success, or that there is nothing to do. It replaces the last one, and goes away by itself. */
export function notify(text) {
  announce(text)
  messages.querySelector('.told')?.remove()
  const message = h('div', { class: 'message told', 'aria-hidden': 'true' }, h('p', {}, text))
  host().append(message)
  setTimeout(() => message.remove(), NOTICE_TIME)
}

/** Whether an error about something unsaved is shown. */
export const hasUnsaved = () => messages.querySelector('.unsaved') != null

/** Calls something whenever messages come or go. */
export function watchMessages(changed) {
  new MutationObserver(changed).observe(messages, { childList: true })
}

/** Puts all messages away; returns whether there were any. */
export function dismissMessages() {
  const any = messages.hasChildNodes()
  messages.replaceChildren()
  return any
}

/** The place for messages. Everything outside an open modal dialog is inert, so they move into it. */
function host() {
  const dialog = [...document.querySelectorAll('dialog:modal')].at(-1)
  if (dialog && messages.parentElement !== dialog) dialog.append(messages)
  else if (!dialog && messages.closest('dialog')) moveMessagesHome()
  return messages
}
