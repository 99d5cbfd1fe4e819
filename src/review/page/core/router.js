// Addresses: `#/` is the overview, `#/queue` the queue, `#/document/ID?bead=BEAD` a document.

import { page } from './here.js'
import { store } from './store.js'

/** How long the active bead must stay until the address says it, in milliseconds. */
const CALM = 300

let timer = 0

/** What the address says: `{name, id, bead}`. */
export function route() {
  const [path, query] = location.hash.replace(/^#/, '').split('?')
  const [, name, id] = path.split('/')
  if (name === 'document' && id) return { name, id: decoded(id), bead: new URLSearchParams(query).get('bead') }
  return { name: name === 'queue' ? 'queue' : 'overview' }
}

function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // Somebody has written the address by hand.
  }
}

/** The address of a document or of a bead in it. */
export function address(id, bead) {
  return `#/document/${encodeURIComponent(id)}${bead ? `?bead=${encodeURIComponent(bead)}` : ''}`
}

/** Goes to an address. */
export function visit(hash) {
  clearTimeout(timer)
  if (location.hash === hash) dispatchEvent(new HashChangeEvent('hashchange'))
  else location.hash = hash
}

/** Goes to a bead, in the document that is open or another. */
export async function openDocument(id, bead) {
  if (page.view?.name === 'document' && store.open?.id === id) {
    if (bead) page.view.show(bead)
  } else {
    visit(address(id, bead))
  }
}

/** Opens the document of a bead in the queue, with a way back. */
export function openFromQueue({ document, row }) {
  page.fromQueue = true
  openDocument(document, row.bead)
}

/** Takes a bead that is gone out of the address. */
export function forget(id) {
  if (route().id === id) history.replaceState(null, '', address(id))
}

/** Lets the address say which bead is active, without a step to go back. */
export function note(id, bead) {
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (route().id === id) history.replaceState(null, '', address(id, bead))
  }, CALM)
}
