// When commands can be run.

import { store } from './store.js'

/** @typedef {import('./here.js').Here} Here */

/** Everywhere. */
export const always = () => true

/** On a bead. */
export const onBead = ({ row }) => row != null

/** Among beads. */
export const amongBeads = ({ grid }) => grid != null

/** Where there is something to go through: beads or documents. */
export const inList = ({ grid, view }) => grid != null || view?.step != null

/** In a document. */
export const inDocument = ({ view }) => view?.name === 'document' && store.open != null

/** On a bead in a document. */
export const onBeadInDocument = ({ view, row }) => view?.name === 'document' && row != null

/** The same where the bead is not the last of its quote. */
export const hasNext = (at) => onBeadInDocument(at) && at.next != null

/** The same where the bead is not the first of its quote. */
export const hasPrevious = (at) => onBeadInDocument(at) && at.previous != null

/** The same where the active side has a text. */
export const hasSide = (at) => onBeadInDocument(at) && at.row[at.side] != null
