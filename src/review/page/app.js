// The page of `diglot review`: starts it, shows the view that the address names, and passes keys to commands.
//
// Hooks for tests; they do not change:
//
//   data-view       on `main`: `overview`, `queue`, `document`
//   data-document   on a document's line in the overview
//   data-bead, data-quote, data-status   on a bead's row; `data-quote` alone on a quote's opening row
//   data-saving     on a row whose status the server has not acknowledged
//   data-side       on a side of a bead and on the field that edits it: `source`, `target`
//   data-command    on every button that runs a command, with the command's id; also `accepted-shown`,
//                   `rejected-shown`, `clear-filter`, `conflicts`, `pick-apply`
//   data-setting    on a check box of the settings
//   data-bound      on a button of the dialog for boundaries: `side.edge.unit.grow` or `.shrink`
//   data-panel      on the panel beside the beads: `context`, `history`, `conflicts`
//   data-unit       on a sentence in the text around a quote; data-mark says whose it is
//   data-operation  on an operation in the history or among the conflicts
//   #note-dialog #waive-dialog #language-dialog #confirm-dialog #conflict-dialog #bounds-dialog
//   #help-dialog #settings-dialog #replace-dialog #orphan-dialog   dialogs; #menu is the menu of a bead or quote
//   #connection     the banner of a lost connection; #saved says `saving`, `saved` or `failed` in data-state
//   #messages, #announcement   messages that are shown, and those for a screen reader

import commands from './commands/registry.js'
import { apiEvents } from './core/api.js'
import { COMMANDS, registerCommands, run } from './core/commands.js'
import { fill, h, icon, set } from './core/dom.js'
import { here, page } from './core/here.js'
import { bestLanguage, language, number, t, useLanguage } from './core/i18n.js'
import { ignoresKeys, isSingle, keyName, takesKeys } from './core/keys.js'
import { listen } from './core/live.js'
import { dismissMessages, hasUnsaved, mountAnnouncements, notify, watchMessages } from './core/messages.js'
import { route } from './core/router.js'
import { applyTheme, settings, settingsEvents } from './core/settings.js'
import { commandOf } from './core/shortcuts.js'
import { store } from './core/store.js'
import { drafts } from './grid/drafts.js'
import { reportError, waiting, whenSettled } from './operations/operations.js'
import { commandButton } from './views/command-bar.js'
import { DocumentView } from './views/document.js'
import { Overview } from './views/overview.js'
import { QueueView } from './views/queue.js'

/** Pause for more changes before the queue is asked for again, in milliseconds. */
const QUEUE_DELAY = 400

/** Groups whose commands change the bead. */
const CHANGING_GROUPS = new Set(['status', 'structure', 'text', 'quote'])

/** Keys that move in the grid. Elsewhere they belong to the browser. */
const GRID_KEYS = /^(Ctrl\+)?(Arrow|Page|Home|End|Enter)/

const header = h('header', { class: 'top' })
/** Empty until something is saved for the first time. */
const saved = h('span', { id: 'saved' })
const banner = h('div', { id: 'connection', class: 'banner', role: 'alert', hidden: true })
const main = h('main', { id: 'main', tabindex: -1 })

let queueTimer = 0

await start()

async function start() {
  registerCommands(commands)
  applyTheme()
  await useLanguage(wantedLanguage())
  document.body.prepend(h('a', { class: 'skip', href: '#main', on: { click: skip } }, t('skip')), header, banner, main)
  mountAnnouncements()
  apiEvents.addEventListener('locked', () => warn(t('locked', { address: location.origin }), true))
  apiEvents.addEventListener('unlocked', unlocked)
  settingsEvents.addEventListener('change', onSettings)
  store.addEventListener('queue', paintHeader)
  store.addEventListener('saving', paintSaved)
  watchMessages(() => saved.dataset.state && paintSaved())
  store.addEventListener('queue-changed', askQueue)
  addEventListener('hashchange', show)
  addEventListener('keydown', onKey)
  addEventListener('beforeunload', (event) => {
    if (drafts.size || store.waiting) event.preventDefault()
  })
  // Before any request, so that no change is missed between the answer and the first event.
  listen((event) => store.receive(event), connected)
  try {
    await store.loadAbout()
    await store.loadDocuments()
  } catch (error) {
    reportError(error, () => location.reload())
  }
  paintHeader()
  await show()
  if (store.queue.total == null) askQueue()
}

function wantedLanguage() {
  return settings.lang || bestLanguage(navigator.languages)
}

// Views

async function show() {
  const { name, id, bead } = route()
  if (page.view?.name === 'document' && name === 'document' && page.view.id === id) {
    if (bead && page.view.grid.active?.row.bead !== bead) page.view.show(bead)
    return
  }
  page.view?.destroy()
  if (name !== 'document') store.close()
  if (name !== 'document') page.fromQueue = false
  page.view = name === 'document' ? new DocumentView(id) : name === 'queue' ? new QueueView() : new Overview()
  const { view } = page
  main.dataset.view = name
  fill(main, view.element)
  view.grid?.addEventListener('command', ({ detail }) => onCommand(detail))
  const title = name === 'document' ? store.documents.get(id)?.title ?? id : t(`command.${name}`)
  document.title = `${title} – diglot review`
  paintHeader()
  try {
    await view.load(bead)
  } catch (error) {
    reportError(error, show)
  }
  const { afterLoad } = page
  page.afterLoad = null
  if (afterLoad && page.view === view && view.grid?.active) afterLoad()
}

/** The link for screen readers that skips the head of the page. The address stays the same. */
function skip(event) {
  event.preventDefault()
  if (page.view?.focus) page.view.focus()
  else main.focus()
}

function paintHeader() {
  const name = page.view?.name
  const link = (view, href, text) => h('a', { href, 'aria-current': name === view ? 'page' : null }, text)
  const tools = ['undo', 'redo', 'help', 'settings'].map((id) => commandButton(COMMANDS.get(id), { text: false }))
  const focused = header.contains(document.activeElement) ? document.activeElement.dataset.command : null
  fill(header,
    h('nav', { 'aria-label': t('navigation') },
      link('overview', '#/', t('command.overview')),
      link('queue', '#/queue', [t('command.queue'), ' ', store.queue.total != null && h('span', { class: 'badge' }, number(store.queue.total))])),
    saved,
    h('div', { class: 'tools' }, tools))
  if (focused) header.querySelector(`[data-command=${focused}]`)?.focus()
}

function paintSaved() {
  const state = store.waiting ? 'saving' : hasUnsaved() ? 'failed' : 'saved'
  saved.dataset.state = state
  fill(saved, state === 'saved' && icon('accept'), state === 'failed' && icon('work'), h('span', {}, t(state === 'failed' ? 'not-saved' : state)))
}

// Keys and buttons

function onKey(event) {
  if (event.defaultPrevented || document.querySelector('dialog:modal') || takesKeys(event.target)) return
  const key = keyName(event)
  if (!key) return
  const { view } = page
  if (ignoresKeys()) {
    if (isSingle(key) || GRID_KEYS.test(key)) event.preventDefault()
    return
  }
  if (key === 'Escape') return leave(view)
  if (isSingle(key) && !settings.singleKeys) return
  const inGrid = view?.grid?.scroller.contains(event.target)
  const nowhere = event.target === document.body || event.target === main
  if (GRID_KEYS.test(key) && key !== 'Ctrl+Enter' && !inGrid && !(nowhere && view?.grid) && !view?.walks?.(event)) return
  const command = commandOf(key)
  if (!command) {
    // It may be meant for a field that an earlier key opens.
    if (waiting() && (event.key.length === 1 || event.key === 'Backspace') && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      whenSettled(null, event)
    }
    return
  }
  event.preventDefault()
  whenSettled(() => act(command), event)
}

/** A command must not change a bead that is out of view: the bead is shown first. */
function act(command) {
  const at = here()
  if (at.row && CHANGING_GROUPS.has(command.group) && !at.grid.seen) {
    at.grid.bring()
    return notify(t('out-of-view'))
  }
  run(command, at)
}

/** Escape: removes the mark of a link, closes what is open on a bead, or puts messages away. */
function leave(view) {
  const { grid } = view ?? {}
  if (grid?.linking) {
    grid.linking = null
    return grid.repaint()
  }
  if (!grid?.escape()) dismissMessages()
}

function onCommand({ id, anchor }) {
  const command = COMMANDS.get(id)
  if (command) whenSettled(() => run(command, here(), anchor))
}

// Events

function askQueue() {
  clearTimeout(queueTimer)
  // Other views show only the number of beads.
  queueTimer = setTimeout(() => store.loadQueue(page.view?.name === 'queue' ? undefined : 1).catch(() => {}), QUEUE_DELAY)
}

function connected(is, missed) {
  if (!is) return warn(t('connection.lost', { address: location.origin }))
  set(banner, 'hidden', !banner.dataset.final)
  if (missed) refresh()
}

/** Another window has received the cookie of a new link. */
function unlocked() {
  delete banner.dataset.final
  banner.hidden = true
  if (!store.about) return location.reload()
  refresh()
  if (page.view?.failed) show()
}

function refresh() {
  askQueue()
  Promise.all([store.loadDocuments(), store.reload()]).catch((error) => reportError(error))
}

function warn(text, final = false) {
  if (banner.dataset.final) return
  if (final) banner.dataset.final = 'true'
  banner.hidden = false
  if (banner.textContent !== text) banner.textContent = text
}

async function onSettings() {
  applyTheme()
  const wanted = wantedLanguage()
  if (wanted !== language()) {
    await useLanguage(wanted)
    const view = page.view
    page.view = null
    view?.destroy()
    await show()
    if (saved.dataset.state) paintSaved()
  }
  paintHeader()
}
