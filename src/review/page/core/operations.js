// Has the server do what a command says, shows what came of it, and deals with refusals.

import { showConflict } from '../dialogs/conflict.js'
import { complain, say, tell } from './announce.js'
import { Refusal, Unreachable } from './api.js'
import { here, page } from './here.js'
import { has, t } from './i18n.js'
import { openDocument } from './router.js'
import { settings } from './settings.js'
import { store } from './store.js'

/** How many changes of structure are under way: until they are done, beads may get other ids. */
let unsettled = 0
/** What has been typed ahead in the meantime. */
const ahead = []

/** Runs something after the changes of structure before it, and after whatever waits for them already. */
export function whenSettled(run) {
  ahead.push(run)
  proceed()
}

function proceed() {
  while (unsettled === 0 && ahead.length) ahead.shift()()
}

/**
 * Does an operation; a refusal is shown. Returns `Done`, or `null` if it is not done after all.
 *
 * @param {string} document
 * @param {object} operation
 * @param {import('./store.js').Row[]} seen
 * @param {string} [said]  what is announced when it is on the disk
 */
export async function perform(document, operation, seen, said = t('saved')) {
  try {
    const done = await store.perform(document, operation, seen)
    say(said)
    return done
  } catch (error) {
    const retry = () => perform(document, operation, seen, said)
    if (error instanceof Refusal && error.code === 'stale') return showConflict({ document, operation, seen, now: error.now })
    explain(error, retry, `${t('not-saved')} `)
    return null
  }
}

/** Shows an error, with a way to try again. */
export function explain(error, retry, before = '') {
  if (error instanceof Refusal && error.code === 'nothing') tell(reason(error))
  else complain(before + reason(error), retry ? [{ label: t('try-again'), run: retry }] : [])
}

/** An error in words. */
export function reason(error) {
  if (error instanceof Unreachable) return t('error.unreachable')
  if (!(error instanceof Refusal)) throw error
  const text = has(`error.${error.code}`) ? t(`error.${error.code}`) : t('error.other')
  return error.code === 'nothing' ? text : `${text} ${error.message}`
}

/** A change of structure: the bead that comes of it becomes the active one. */
export function restructure(document, operation, seen, said) {
  return settle(async () => {
    const done = await perform(document, operation, seen, said)
    if (done?.focus) page.view?.grid?.goTo(done.focus)
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
export function judge(document, rows, status) {
  const beads = rows.map((row) => row.bead)
  return perform(document, { do: 'status', beads, status }, rows, t(`done.${status}`, { n: beads.length }))
}

/** Takes back (`undo`) or restores (`redo`) the last operation, or the one that is named. */
export function retrace(direction, operation) {
  return settle(async () => {
    try {
      const done = await store[direction](operation)
      tell(t(`done.${direction}`))
      if (done.focus && here().view?.name !== 'overview') await openDocument(done.patch.document, done.focus)
      return done
    } catch (error) {
      explain(error, () => retrace(direction, operation), `${t('not-saved')} `)
      return null
    }
  })
}
