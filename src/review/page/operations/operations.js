// Has the server do operations, shows their results, and handles refusals.

import { get, Refusal, Unreachable } from '../core/api.js'
import { page } from '../core/here.js'
import { has, t } from '../core/i18n.js'
import { takesKeys } from '../core/keys.js'
import { announce, notify, showError } from '../core/messages.js'
import { openDocument } from '../core/router.js'
import { settings } from '../core/settings.js'
import { store } from '../core/store.js'
import { askAboutConflict } from './conflict.js'

/** Number of structural changes that are not done yet: until they are, beads may get other ids. */
let unsettled = 0
/** Keys that were pressed in the meantime: `{run, typed}`. */
const typedAhead = []

/** Whether keys have to wait for a structural change. */
export const waiting = () => unsettled > 0

/**
 * Runs something after all earlier structural changes, and after everything that already waits for them. Keys
 * come with their event: if a field is open by then, they were meant for it.
 *
 * @param {(() => void) | null} run
 * @param {KeyboardEvent} [event]
 */
export function whenSettled(run, event) {
  if (unsettled === 0 && !typedAhead.length) return run?.()
  const { key, ctrlKey, metaKey, shiftKey } = event ?? {}
  typedAhead.push({ run, typed: event && { key, ctrlKey, metaKey, shiftKey } })
}

function proceed() {
  while (unsettled === 0 && typedAhead.length) {
    const { run, typed } = typedAhead.shift()
    const field = document.activeElement
    if (typed && takesKeys(field)) type(field, typed)
    else if (!typed || !document.querySelector('dialog:modal')) run?.()
  }
}

/** Has a field do what a key would have done. */
function type(field, typed) {
  const { key, ctrlKey, metaKey } = typed
  if (!field.dispatchEvent(new KeyboardEvent('keydown', { ...typed, bubbles: true, cancelable: true }))) return
  if (ctrlKey || metaKey || !field.setRangeText) return
  const { selectionStart: start, selectionEnd: end } = field
  if (key.length === 1) field.setRangeText(key, start, end, 'end')
  else if (key === 'Backspace') field.setRangeText('', start === end ? Math.max(0, start - 1) : start, end, 'end')
  else return
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * Does an operation, and shows a refusal. Returns an `Acknowledgement`, or `null` if nothing was done.
 *
 * @param {string} document
 * @param {object} operation
 * @param {import('../core/store.js').Row[]} seen
 * @param {string} [said]  the announcement when it is on the disk
 */
export async function perform(document, operation, seen, said = t('saved')) {
  try {
    const done = await store.perform(document, operation, seen)
    announce(said)
    return done
  } catch (error) {
    const retry = () => perform(document, operation, seen, said)
    if (error instanceof Refusal && error.code === 'stale') {
      const { now } = error
      return (await askAboutConflict({ operation, seen, now })) ? perform(document, operation, now) : null
    }
    reportError(error, retry, `${t('not-saved')} `)
    return null
  }
}

/** Shows an error, with a button to try again if that can help. */
export function reportError(error, retry, before = '') {
  const code = error instanceof Refusal ? error.code : null
  if (code === 'nothing') notify(errorText(error))
  else if (code === 'usage') showError(errorText(error), [], { brief: true })
  else showError(before + errorText(error), retry ? [{ label: t('try-again'), run: retry }] : [], { unsaved: before !== '' })
}

/** An error in words. */
export function errorText(error) {
  if (error instanceof Unreachable) return t('error.unreachable')
  if (!(error instanceof Refusal)) throw error
  if (error.status === 401) return t('error.locked')
  const text = has(`error.${error.code}`) ? t(`error.${error.code}`) : t('error.other')
  return error.code === 'nothing' ? text : `${text} ${error.message}`
}

/** Does a structural change: the new bead becomes the active one. */
export function restructure(document, operation, seen, said) {
  return settle(async () => {
    const done = await perform(document, operation, seen, said)
    if (done?.focus) page.view?.reach?.(done.focus, document)
    return done
  })
}

/** The same, with the setting for the alignment of neighbours. */
export function realign(document, operation, seen, said) {
  return restructure(document, { ...operation, realign: settings.realign }, seen, said)
}

async function settle(work) {
  let done = null
  unsettled += 1
  try {
    done = await work()
  } finally {
    unsettled -= 1
    // After a refusal, keys that were pressed early would act on other beads than the reviewer expected.
    if (!done) typedAhead.length = 0
    proceed()
  }
  return done
}

/** Gives beads a status, all at once. */
export function setStatus(document, rows, status) {
  const beads = rows.map((row) => row.bead)
  return perform(document, { do: 'status', beads, status }, rows, t(`done.${status}`, { n: beads.length }))
}

/** Undoes (`undo`) or redoes (`redo`) the last operation, or the one that is named. */
export function retrace(direction, operation) {
  return settle(async () => {
    try {
      const done = await store[direction](operation)
      notify(t(`done.${direction}`))
      name(direction, done)
      await follow(done)
      return done
    } catch (error) {
      reportError(error, () => retrace(direction, operation), `${t('not-saved')} `)
      return null
    }
  })
}

/** Shows where something was undone or redone, without leaving the queue. */
async function follow({ focus, patch }) {
  const { view } = page
  if (!focus || view?.name === 'overview') return
  if (view?.name === 'queue') view.reach(focus, patch.document)
  else await openDocument(patch.document, focus)
}

/** Shows what was undone or redone. */
async function name(direction, { operation, patch }) {
  try {
    const { entries } = await get('history', { document: patch.document, limit: 50 })
    const entry = entries.find((entry) => entry.operation === operation)
    if (!entry) return
    const what = has(`decision.${entry.what}`) ? t(`decision.${entry.what}`) : entry.what
    const on = entry.source ?? entry.target ?? ''
    notify(`${t(`done.${direction}`)}: ${what}${entry.count > 1 ? ` ${t('history.count', { n: entry.count })}` : ''}${on ? ` – ${on.slice(0, 60)}` : ''}`)
  } catch {
    // That it was done has been shown.
  }
}
