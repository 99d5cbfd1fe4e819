// The reviewer's settings, kept in this browser.

const STORAGE_KEY = 'diglot.settings'

/**
 * @typedef {object} Settings
 * @property {string} name        who decides; empty for the server's default
 * @property {string} lang        interface language; empty for the browser's
 * @property {'system'|'light'|'dark'} theme
 * @property {boolean} singleKeys whether keys work without Ctrl or Alt (WCAG 2.1.4)
 * @property {boolean} realign    whether neighbours of a changed bead are aligned again
 * @property {boolean} goOn       whether accepting goes on to the next bead
 * @property {Record<string, string[]>} keys  keys of commands, where they are not the usual ones
 */

/** @type {Settings} */
const DEFAULTS = { name: '', lang: '', theme: 'system', singleKeys: true, realign: true, goOn: true, keys: {} }

/** @type {Settings} */
export const settings = { ...DEFAULTS, ...stored() }

/** Sends `change`. */
export const settingsEvents = new EventTarget()

function stored() {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY)) ?? {}
  } catch {
    return {} // Storage is forbidden, or holds what we did not write.
  }
}

/** @param {Partial<Settings>} changes */
export function change(changes) {
  Object.assign(settings, changes)
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(settings))
  } catch {
    // Then they are kept only while the page is open.
  }
  settingsEvents.dispatchEvent(new Event('change'))
}

/** Shows the page in the theme that is set. */
export function applyTheme() {
  const { dataset } = document.documentElement
  if (settings.theme === 'system') delete dataset.theme
  else dataset.theme = settings.theme
}
