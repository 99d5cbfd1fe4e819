// Which key runs which command: the usual keys, and what the reviewer has changed about them.

import { COMMANDS } from './commands.js'
import { settings } from './settings.js'

/** The keys of a command: the reviewer's, or the usual ones. */
export function keysOf(id) {
  return settings.keys[id] ?? COMMANDS.get(id)?.keys ?? []
}

/** The command of a key. */
export function commandOf(key) {
  for (const id of COMMANDS.keys()) if (keysOf(id).includes(key)) return COMMANDS.get(id)
  return null
}

/** Commands that share a key, by key. */
export function clashes() {
  const owners = new Map()
  for (const id of COMMANDS.keys()) {
    for (const key of keysOf(id)) owners.set(key, [...(owners.get(key) ?? []), id])
  }
  return new Map([...owners].filter(([, ids]) => ids.length > 1))
}
