// What has been typed into beads and is not saved yet.

import { store } from '../core/store.js'

/** Unsaved edits, by `draftKey`: `{row, texts}`, the bead that they were begun on and the texts by side. */
export const drafts = new Map()

/** The name under which an unsaved edit of a bead is kept: the same wherever the bead is shown. */
export function draftKey({ row, document }) {
  return `${document?.id ?? store.open?.id} ${row.bead}`
}
