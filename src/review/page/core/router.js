// Addresses: `#/` is the overview, `#/queue` the queue, `#/document/ID?bead=BEAD` a document.

import { page } from './here.js'
import { store } from './store.js'

/** Time for which a bead must be active before the address names it, in milliseconds. */
const ADDRESS_DELAY = 300

let timer = 0

/** The view, document and bead that the address names. */
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
    return text // Somebody wrote the address by hand.
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

/** Removes a bead that is gone from the address. */
export function forget(id) {
  if (route().id === id) history.replaceState(null, '', address(id))
}

/** Has the address name the active bead, without an entry in the browser's history. */
export function note(id, bead) {
  clearTimeout(timer)
  timer = setTimeout(() => {
    if (route().id === id) history.replaceState(null, '', address(id, bead))
  }, ADDRESS_DELAY)
}
