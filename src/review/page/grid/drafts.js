// Texts that were typed into beads and are not saved yet.

import { store } from '../core/store.js'

/** Unsaved edits, by `draftKey`: `{row, texts}`, the bead as it was at the beginning, and the texts by side. */
export const drafts = new Map()

/** The key of an unsaved edit of a bead: the same in the document and in the queue. */
export function draftKey({ row, document }) {
  return `${document?.id ?? store.open?.id} ${row.bead}`
}
