// What a reviewer prefers, kept in this browser.

const KEY = 'diglot.settings'

/**
 * @typedef {object} Settings
 * @property {string} name        who decides; empty for the server's own idea
 * @property {string} lang        interface language; empty for the browser's
 * @property {'system'|'light'|'dark'} theme
 * @property {boolean} singleKeys whether keys work without Ctrl or Alt (WCAG 2.1.4)
 * @property {boolean} realign    whether neighbours are aligned anew around a changed bead
 * @property {boolean} goOn       whether accepting goes on to the next bead
 * @property {Record<string, string[]>} keys  keys of commands, where they are not the usual ones
 */

/** @type {Settings} */
const USUAL = { name: '', lang: '', theme: 'system', singleKeys: true, realign: true, goOn: true, keys: {} }

/** @type {Settings} */
export const settings = { ...USUAL, ...stored() }

/** Tells `change`. */
export const settingsEvents = new EventTarget()

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {}
  } catch {
    return {} // Storage is forbidden, or holds what we did not write.
  }
}

/** @param {Partial<Settings>} changes */
export function change(changes) {
  Object.assign(settings, changes)
  try {
    localStorage.setItem(KEY, JSON.stringify(settings))
  } catch {
    // Then they hold as long as the page is open.
  }
  settingsEvents.dispatchEvent(new Event('change'))
}

/** Shows the page in the theme that is set. */
export function applyTheme() {
  const { dataset } = document.documentElement
  if (settings.theme === 'system') delete dataset.theme
  else dataset.theme = settings.theme
}
