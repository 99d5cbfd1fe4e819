// Has the server do what a command says, shows what came of it, and deals with refusals.

import { get, Refusal, Unreachable } from '../core/api.js'
import { page } from '../core/here.js'
import { has, t } from '../core/i18n.js'
import { takesKeys } from '../core/keys.js'
import { announce, notify, showError } from '../core/messages.js'
import { openDocument } from '../core/router.js'
import { settings } from '../core/settings.js'
import { store } from '../core/store.js'
import { askAboutConflict } from './conflict.js'

/** How many changes of structure are under way: until they are done, beads may get other ids. */
let unsettled = 0
/** What has been typed or pressed ahead in the meantime: `{run, event}`. */
const ahead = []

/** Whether keys have to wait for a change of structure. */
export const waiting = () => unsettled > 0

/**
 * Runs something after the changes of structure before it, and after whatever waits for them already. Keys
 * come with their event: if a field has been opened by then, they were meant for it.
 *
 * @param {(() => void) | null} run
 * @param {KeyboardEvent} [event]
 */
export function whenSettled(run, event) {
  if (unsettled === 0 && !ahead.length) return run?.()
  const { key, ctrlKey, metaKey, shiftKey } = event ?? {}
  ahead.push({ run, typed: event && { key, ctrlKey, metaKey, shiftKey } })
}

function proceed() {
  while (unsettled === 0 && ahead.length) {
    const { run, typed } = ahead.shift()
    const field = document.activeElement
    if (typed && takesKeys(field)) type(field, typed)
    else if (!typed || !document.querySelector('dialog:modal')) run?.()
  }
}

/** Does to a field what a key would have done. */
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
 * Does an operation; a refusal is shown. Returns `Done`, or `null` if it is not done after all.
 *
 * @param {string} document
 * @param {object} operation
 * @param {import('../core/store.js').Row[]} seen
 * @param {string} [said]  what is announced when it is on the disk
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

/** Shows an error, with a way to try again if that can be of use. */
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

/** A change of structure: the bead that comes of it becomes the active one. */
export function restructure(document, operation, seen, said) {
  return settle(async () => {
    const done = await perform(document, operation, seen, said)
    if (done?.focus) page.view?.reach?.(done.focus, document)
    return done
  })
}

/** The same with the reviewer's wish about neighbours. */
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
    // After a refusal, what was typed ahead would be done to other beads than the reviewer thought.
    if (!done) ahead.length = 0
    proceed()
  }
  return done
}

/** Gives beads a status, all at once. */
export function setStatus(document, rows, status) {
  const beads = rows.map((row) => row.bead)
  return perform(document, { do: 'status', beads, status }, rows, t(`done.${status}`, { n: beads.length }))
}

/** Takes back (`undo`) or restores (`redo`) the last operation, or the one that is named. */
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

/** Shows where something was taken back or restored, without leaving the queue. */
async function follow({ focus, patch }) {
  const { view } = page
  if (!focus || view?.name === 'overview') return
  if (view?.name === 'queue') view.reach(focus, patch.document)
  else await openDocument(patch.document, focus)
}

/** Says what has been taken back or restored. */
async function name(direction, { operation, patch }) {
  try {
    const { entries } = await get('history', { document: patch.document, limit: 50 })
    const entry = entries.find((entry) => entry.operation === operation)
    if (!entry) return
    const what = has(`decision.${entry.what}`) ? t(`decision.${entry.what}`) : entry.what
    const on = entry.source ?? entry.target ?? ''
    notify(`${t(`done.${direction}`)}: ${what}${entry.count > 1 ? ` ${t('history.count', { n: entry.count })}` : ''}${on ? ` – ${on.slice(0, 60)}` : ''}`)
  } catch {
    // That it has been done was said.
  }
}
