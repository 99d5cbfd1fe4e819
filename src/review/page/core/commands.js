// All commands, in one table: what they are called, their usual keys, when they can be run and what
// they do. Toolbars, menus, the help and the dialog for keys are made from it.

import { editBounds } from '../dialogs/bounds.js'
import { showHelp } from '../dialogs/help.js'
import { askLanguage, askNote, askWaiver, confirmAll } from '../dialogs/questions.js'
import { replaceInDocument } from '../dialogs/replace.js'
import { showSettings } from '../dialogs/settings.js'
import { edit } from '../grid/editor.js'
import { openMenu } from '../grid/menu.js'
import { split } from '../grid/split.js'
import { tell } from './announce.js'
import { beadsOf, here, page } from './here.js'
import { t } from './i18n.js'
import { explain, judge, realign, restructure, retrace } from './operations.js'
import { openDocument, visit } from './router.js'
import { settings } from './settings.js'
import { store } from './store.js'

/**
 * @typedef {import('./here.js').Here} Here
 *
 * @typedef {object} Command
 * @property {string} id  its name; `command.ID` is what people read
 * @property {string} group  where menus and the help show it
 * @property {string[]} keys  the usual ones
 * @property {string} [icon]
 * @property {boolean} [bar]  whether it has a button in the bar below the beads
 * @property {(here: Here) => boolean} when  whether it can be run
 * @property {(here: Here, anchor?: HTMLElement) => void} run
 */

/** Groups, in the order in which they are shown. */
export const GROUPS = ['go', 'status', 'structure', 'text', 'quote', 'history', 'view']

/** More beads than this are not accepted at once without a question. */
const MANY = 5

/** What the queue cannot do itself, but opens the document for, as all of alignment and quotes. */
const BESIDE = new Set(['context', 'quote-menu', 'accept-quote', 'accept-above', 'accept-above-quote', 'replace', 'filter'])

const always = () => true
const bead = ({ row }) => row != null
const beads = ({ grid }) => grid != null
const walks = ({ grid, view }) => grid != null || view?.step != null
const structure = ({ view, row }) => view?.name === 'document' && row != null
const inDocument = ({ view }) => view?.name === 'document' && store.open != null

/** Beads that nobody has said anything about. */
const unreviewed = (row) => store.status(row) === 'proposed'

/** Whether somebody should look at a bead. */
const doubtful = (row) => row.reasons.length > 0 && !store.saving(row)

/** @type {Command[]} */
const TABLE = [
  // Going
  { id: 'down', group: 'go', keys: ['ArrowDown', 'j'], when: walks, run: ({ grid, view }) => (grid ? step(grid, 1) : view.step(1)) },
  { id: 'up', group: 'go', keys: ['ArrowUp', 'k'], when: walks, run: ({ grid, view }) => (grid ? step(grid, -1) : view.step(-1)) },
  { id: 'source', group: 'go', keys: ['ArrowLeft', 'h'], when: beads, run: ({ grid }) => grid.go(grid.index, { side: 'source' }) },
  { id: 'target', group: 'go', keys: ['ArrowRight', 'l'], when: beads, run: ({ grid }) => grid.go(grid.index, { side: 'target' }) },
  { id: 'page-down', group: 'go', keys: ['PageDown'], when: beads, run: ({ grid }) => leap(grid, 1) },
  { id: 'page-up', group: 'go', keys: ['PageUp'], when: beads, run: ({ grid }) => leap(grid, -1) },
  { id: 'first', group: 'go', keys: ['Home', 'Ctrl+Home'], when: walks, run: ({ grid, view }) => (grid ? grid.go(grid.next(1, -1)) : view.step(-Infinity)) },
  { id: 'last', group: 'go', keys: ['End', 'Ctrl+End'], when: walks, run: ({ grid, view }) => (grid ? grid.go(grid.next(-1, grid.items.length)) : view.step(Infinity)) },
  { id: 'next-doubtful', group: 'go', keys: ['n'], icon: 'next', bar: true, when: always, run: nextDoubtful },
  { id: 'previous-doubtful', group: 'go', keys: ['Shift+n'], when: beads, run: ({ grid }) => grid.go(grid.next(-1, grid.index, doubtful)) || tell(t('no-doubtful')) },
  { id: 'open', group: 'go', keys: ['Enter'], when: ({ view, row }) => view?.name === 'queue' && row != null, run: openFromQueue },

  // What beads are
  { id: 'accept', group: 'status', keys: ['a', 'Ctrl+Enter'], icon: 'accept', bar: true, when: bead, run: accept },
  { id: 'reject', group: 'status', keys: ['r'], icon: 'reject', bar: true, when: bead, run: (at) => decide(at, 'rejected') },
  { id: 'needs-work', group: 'status', keys: ['w'], icon: 'work', bar: true, when: bead, run: (at) => decide(at, 'needs-work') },
  { id: 'accept-quote', group: 'status', keys: ['Shift+a'], when: structure, run: ({ document, row }) => acceptAll(document, beadsOf(row.quote)) },
  { id: 'accept-above', group: 'status', keys: ['Alt+a'], when: structure, run: ({ document, row }) => acceptAll(document, store.open.rows.slice(0, store.indexOf(row.bead))) },
  { id: 'accept-above-quote', group: 'status', keys: ['Alt+q'], when: structure, run: ({ document, row }) => acceptAll(document, beadsOf(row.quote).slice(0, beadsOf(row.quote).indexOf(row))) },

  // What belongs together
  { id: 'merge-next', group: 'structure', keys: ['m'], icon: 'merge', bar: true, when: (at) => structure(at) && at.next != null, run: ({ document, row, next }) => realign(document, { do: 'merge', beads: [row.bead, next.bead] }, [row, next]) },
  { id: 'merge-previous', group: 'structure', keys: ['Shift+m'], when: (at) => structure(at) && at.previous != null, run: ({ document, row, previous }) => realign(document, { do: 'merge', beads: [previous.bead, row.bead] }, [previous, row]) },
  { id: 'split', group: 'structure', keys: ['s'], icon: 'split', bar: true, when: structure, run: split },
  { id: 'move-up', group: 'structure', keys: ['u'], icon: 'up', bar: true, when: (at) => structure(at) && at.previous != null && at.row[at.side] != null, run: ({ document, row, side, previous }) => realign(document, { do: 'move', bead: row.bead, side, to: 'up' }, [previous, row]) },
  { id: 'move-down', group: 'structure', keys: ['d'], icon: 'down', bar: true, when: (at) => structure(at) && at.next != null && at.row[at.side] != null, run: ({ document, row, side, next }) => realign(document, { do: 'move', bead: row.bead, side, to: 'down' }, [row, next]) },
  { id: 'swap', group: 'structure', keys: ['x'], when: (at) => structure(at) && at.next != null, run: ({ document, row, next }) => restructure(document, { do: 'swap', bead: row.bead }, [row, next]) },
  { id: 'insert-empty', group: 'structure', keys: ['i'], when: (at) => structure(at) && at.row[at.side] != null, run: ({ document, row, side }) => realign(document, { do: 'insert-empty', bead: row.bead, side }, [row]) },
  { id: 'link', group: 'structure', keys: ['Shift+l'], when: structure, run: link },
  { id: 'deletion', group: 'structure', keys: ['Shift+d'], when: structure, run: ({ document, row }) => restructure(document, { do: 'deletion', bead: row.bead }, [row]) },

  // What they say
  { id: 'edit', group: 'text', keys: ['e', 'F2'], icon: 'edited', bar: true, when: bead, run: edit },
  { id: 'note', group: 'text', keys: ['t'], icon: 'note', bar: true, when: bead, run: askNote },
  { id: 'waive', group: 'text', keys: ['v'], when: bead, run: askWaiver },
  { id: 'replace', group: 'text', keys: ['f'], when: inDocument, run: replaceInDocument },

  // Quotes
  { id: 'bounds', group: 'quote', keys: ['b'], when: structure, run: editBounds },
  { id: 'grow-end', group: 'quote', keys: [']'], when: structure, run: (at) => bound(at, 'down', true) },
  { id: 'shrink-end', group: 'quote', keys: ['['], when: structure, run: (at) => bound(at, 'down', false) },
  { id: 'grow-beginning', group: 'quote', keys: ['{'], when: structure, run: (at) => bound(at, 'up', true) },
  { id: 'shrink-beginning', group: 'quote', keys: ['}'], when: structure, run: (at) => bound(at, 'up', false) },
  { id: 'place-target', group: 'quote', keys: ['p'], when: structure, run: ({ view, row }) => view.pick({ quote: row.quote, side: 'target' }) },
  { id: 'place-source', group: 'quote', keys: ['Shift+p'], when: structure, run: ({ view, row }) => view.pick({ quote: row.quote, side: 'source' }) },
  { id: 'new-quote', group: 'quote', keys: ['+'], when: structure, run: ({ view, row }) => view.pick({ quote: row.quote, side: null }) },
  { id: 'untranslated', group: 'quote', keys: ['Shift+u'], when: structure, run: ({ document, row }) => restructure(document, { do: 'untranslated', quote: row.quote }, beadsOf(row.quote)) },
  { id: 'not-a-quote', group: 'quote', keys: ['Shift+q'], when: structure, run: ({ document, row }) => restructure(document, { do: 'not-a-quote', quote: row.quote }, beadsOf(row.quote)) },
  { id: 'language', group: 'quote', keys: ['Shift+g'], when: structure, run: askLanguage },
  { id: 'note-quote', group: 'quote', keys: ['Shift+t'], when: structure, run: (at) => askNote(at, { quote: true }) },
  { id: 'waive-quote', group: 'quote', keys: ['Shift+v'], when: structure, run: (at) => askWaiver(at, { quote: true }) },

  // What has been done
  { id: 'undo', group: 'history', keys: ['z', 'Ctrl+z'], icon: 'undo', when: always, run: ({ view }) => (view?.panel?.shown?.pick ? view.panel.shown.end() : retrace('undo')) },
  { id: 'redo', group: 'history', keys: ['y', 'Shift+z', 'Ctrl+y', 'Ctrl+Shift+z'], icon: 'redo', when: always, run: () => retrace('redo') },
  { id: 'history', group: 'history', keys: ['Shift+h'], icon: 'history', bar: true, when: always, run: ({ view }) => view?.togglePanel?.('history') },

  // Looking
  { id: 'context', group: 'view', keys: ['c'], icon: 'context', bar: true, when: structure, run: ({ view }) => view.togglePanel('context') },
  { id: 'filter', group: 'view', keys: ['/'], icon: 'search', when: ({ view }) => view?.filter != null, run: ({ view }) => view.filter() },
  { id: 'menu', group: 'view', keys: ['.'], icon: 'menu', when: bead, run: (at, anchor) => openMenu(at, anchor, ['status', 'structure', 'text', 'quote']) },
  { id: 'quote-menu', group: 'view', keys: [','], when: structure, run: (at, anchor) => openMenu(at, anchor, ['quote']) },
  { id: 'overview', group: 'view', keys: ['o'], when: always, run: () => visit('#/') },
  { id: 'queue', group: 'view', keys: ['q'], when: always, run: () => visit('#/queue') },
  { id: 'help', group: 'view', keys: ['?', 'F1'], icon: 'help', when: always, run: showHelp },
  { id: 'settings', group: 'view', keys: ['Ctrl+,'], icon: 'settings', when: always, run: showSettings },
]

/** All commands, by id. */
export const COMMANDS = new Map(TABLE.map((command) => [command.id, command]))

function step(grid, direction) {
  const index = grid.next(direction)
  if (index >= 0) grid.go(index)
  else grid.focus()
}

function leap(grid, direction) {
  const to = Math.min(grid.items.length - 1, Math.max(0, grid.index + direction * grid.list.page()))
  const index = grid.items[to]?.row ? to : grid.next(direction, to)
  grid.go(index >= 0 ? index : grid.next(-direction, to))
}

/** To accept a quote that has no translation is to say that it may have none, and why. */
async function accept(at) {
  if (at.row.status !== 'untranslated') return decide(at, 'accepted')
  const done = await askWaiver(at, { quote: true, stand: true })
  if (done && settings.goOn && at.grid.active?.row.bead === at.row.bead) step(at.grid, 1)
}

function decide({ grid, document, row }, status) {
  judge(document, [row], status)
  if (settings.goOn) step(grid, 1)
}

/** What nobody has decided on; what is untranslated needs a reason, and is left out. */
async function acceptAll(document, rows) {
  const wanted = rows.filter(unreviewed)
  const left = rows.filter((row) => store.status(row) === 'untranslated').length
  const leftOut = left ? t('left-out', { n: left }) : ''
  if (!wanted.length) return tell(`${t('nothing-unreviewed')} ${leftOut}`)
  if (wanted.length > MANY && !(await confirmAll('accepted', wanted.length, 0, leftOut))) return
  const done = await judge(document, wanted, 'accepted')
  if (done) tell(`${t('done.accepted', { n: wanted.length })} ${wanted.length > MANY ? '' : leftOut}`)
}

function openFromQueue({ document, row }) {
  page.fromQueue = true
  openDocument(document, row.bead)
}

/** The next one below, then from the top, then in another document. */
async function nextDoubtful({ view, grid, document }) {
  const below = grid?.next(1, grid.index, doubtful) ?? -1
  const index = below >= 0 ? below : (grid?.next(1, -1, doubtful) ?? -1)
  if (index >= 0 && index !== grid.index) return grid.go(index, { where: 'center' })
  try {
    await store.loadQueue()
  } catch (error) {
    return explain(error)
  }
  const waiting = store.queue.items.find((waiting) => view?.name !== 'document' || waiting.document !== document)
  if (waiting) openDocument(waiting.document, waiting.row.bead)
  else tell(t('no-doubtful'))
}

/** The first time marks the active cell, the second time links it with the one on the other side. */
function link({ grid, document, row, side }) {
  const from = grid.linking
  grid.linking = null
  if (from?.key === row.bead && from.side === side) {
    tell(t('link.off'))
  } else if (!from || from.side === side) {
    grid.linking = { key: row.bead, side }
    tell(t('link.on'))
  } else {
    const other = store.open.rows[store.indexOf(from.key)]
    if (other && other.quote === row.quote) {
      const [source, target] = side === 'target' ? [other, row] : [row, other]
      restructure(document, { do: 'link', source: source.bead, target: target.bead }, [source, target])
    } else {
      tell(t('link.elsewhere'))
    }
  }
  grid.repaint()
}

/** Moves a boundary of the active side of the quote by a sentence. */
function bound({ document, row, side }, edge, grow) {
  restructure(document, { do: 'bound', quote: row.quote, side, edge, by: 'sentence', grow }, beadsOf(row.quote))
}

/** Runs a command, or says that it cannot be run here. */
export function run(command, at, anchor) {
  if (command.when(at)) return command.run(at, anchor)
  if (!page.view) return
  if (beside(command, at)) {
    page.then = () => {
      tell(t('queue.left'))
      run(command, here(), anchor?.isConnected ? anchor : undefined)
    }
    return openFromQueue(at)
  }
  tell(`${t('not-here', { command: t(`command.${command.id}`) })}: ${t(`why.${why(command, at)}`)}`)
}

/** Whether the queue opens the bead's document for a command. */
function beside({ group, id }, { view, row }) {
  return view?.name === 'queue' && row != null && (group === 'structure' || group === 'quote' || BESIDE.has(id))
}

/** Whether a command can be run here, or where it leads. */
export function canRun(command, at) {
  return command.when(at) || beside(command, at)
}

/** Why a command cannot be run. */
function why({ id, group }, { view, grid, row, side, next, previous }) {
  if (view.name === 'overview') return 'no-document'
  if (!grid || !row) return 'no-bead'
  if (view.name !== 'document') return 'document'
  if ((id === 'swap' || id === 'merge-next' || id === 'move-down') && !next) return 'no-next'
  if ((id === 'merge-previous' || id === 'move-up') && !previous) return 'no-previous'
  return group === 'structure' && !row[side] ? 'empty-side' : 'other'
}
