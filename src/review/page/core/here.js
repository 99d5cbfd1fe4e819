// Where the reviewer is: the view that is open, and what a command acts on.

import { store } from './store.js'

/** The view that is open: it has `name`, `element`, and a `grid` if it shows beads. */
export const page = {
  /** @type {{name: string, element: HTMLElement, grid?: import('../grid/bead-grid.js').BeadGrid} | null} */
  view: null,
  /** What to do once the view that has been asked for shows its beads. */
  afterLoad: null,
  /** Whether the open document was opened from the queue. */
  fromQueue: false,
}

/**
 * What a command acts on.
 *
 * @typedef {object} Here
 * @property {object | null} view
 * @property {import('../grid/bead-grid.js').BeadGrid | null} grid
 * @property {import('./store.js').Row | null} row  the active bead
 * @property {string | null} document  its document's id
 * @property {'source' | 'target'} side  the active side
 * @property {import('./store.js').Row | null} previous  the bead before it in the same quote
 * @property {import('./store.js').Row | null} next  the bead after it in the same quote
 */

/** @returns {Here} */
export function here() {
  const { view } = page
  const grid = view?.grid ?? null
  const item = grid?.active ?? null
  const row = item?.row ?? null
  const inDocument = view?.name === 'document' && store.open
  const index = inDocument && row ? store.indexOf(row.bead) : -1
  const neighbour = (step) => {
    const other = index < 0 ? null : store.open.rows[index + step]
    return other && other.quote === row.quote ? other : null
  }
  return {
    view,
    grid,
    row,
    document: item?.document?.id ?? (inDocument ? store.open.id : null),
    side: grid?.side ?? 'source',
    previous: neighbour(-1),
    next: neighbour(1),
  }
}

/** The beads of a quote in the open document, in order. */
export function beadsOf(quote) {
  return store.open?.rows.filter((row) => row.quote === quote) ?? []
}
