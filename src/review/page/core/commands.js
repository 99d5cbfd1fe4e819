// What a command is: its name, its usual keys, when it can be run. Toolbars, menus, the help and the dialog
// for keys are made from these. What commands do is in `commands/`, one file for each or for a few that belong
// together; the page registers them when it starts.

import { here, page } from './here.js'
import { defineText, t } from './i18n.js'
import { notify } from './messages.js'
import { openFromQueue } from './router.js'

/**
 * @typedef {import('./here.js').Here} Here
 *
 * @typedef {object} Command
 * @property {string} id
 * @property {Record<string, string>} names  what people read, by language; a file of `lang/` may have others
 * @property {string} group  where menus and the help show it
 * @property {string[]} keys  the usual ones
 * @property {string} [icon]
 * @property {boolean} [bar]  whether it has a button in the bar below the beads
 * @property {'next' | 'previous'} [needs]  the neighbour without which it cannot be run
 * @property {boolean} [opensDocument]  whether the queue opens the bead's document for it
 * @property {(here: Here) => boolean} when  whether it can be run
 * @property {(here: Here, anchor?: HTMLElement) => void} run
 */

/** Groups, in the order in which they are shown. */
export const GROUPS = ['go', 'status', 'structure', 'text', 'quote', 'history', 'view']

/** Groups whose commands need the document: the queue opens it for all of them. */
const DOCUMENT_GROUPS = new Set(['structure', 'quote'])

/** @type {Map<string, Command>} All commands, by id. */
export const COMMANDS = new Map()

/** @param {Command[]} commands  in the order in which they are shown */
export function registerCommands(commands) {
  for (const command of commands) {
    COMMANDS.set(command.id, command)
    defineText(`command.${command.id}`, command.names)
  }
}

/** Runs a command, or says why it cannot be run here. */
export function run(command, at, anchor) {
  if (command.when(at)) return command.run(at, anchor)
  if (!page.view) return
  if (opensDocument(command, at)) {
    page.afterLoad = () => {
      notify(t('queue.left'))
      run(command, here(), anchor?.isConnected ? anchor : undefined)
    }
    return openFromQueue(at)
  }
  notify(`${t('not-here', { command: t(`command.${command.id}`) })}: ${t(`why.${whyNot(command, at)}`)}`)
}

/** Whether a command can be run here, or in the document that it opens. */
export function canRun(command, at) {
  return command.when(at) || opensDocument(command, at)
}

/** Whether the queue opens the bead's document for a command. */
function opensDocument(command, { view, row }) {
  return view?.name === 'queue' && row != null && (DOCUMENT_GROUPS.has(command.group) || command.opensDocument === true)
}

/** Why a command cannot be run. */
function whyNot({ group, needs }, at) {
  const { view, grid, row, side } = at
  if (view.name === 'overview') return 'no-document'
  if (!grid || !row) return 'no-bead'
  if (view.name !== 'document') return 'document'
  if (needs && !at[needs]) return `no-${needs}`
  return group === 'structure' && !row[side] ? 'empty-side' : 'other'
}
