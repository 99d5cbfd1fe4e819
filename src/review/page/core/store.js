// The state of the project in the page, and the only place that changes it.
//
// Patches of the server are applied here, whether they come as answers or as events. Over them lie the statuses
// that the reviewer has set and the server has not yet acknowledged.

import { get, post, Refusal } from './api.js'
import { settings } from './settings.js'

/** Longest time for which a patch waits for the one before it, in milliseconds. */
const PATCH_WAIT = 400

/** Most beads of the queue that are asked for. */
const LONGEST_QUEUE = 500

/**
 * @typedef {object} Cell
 * @property {string} lang
 * @property {string} text
 * @property {string | null} unedited
 * @property {number[]} cuts
 *
 * @typedef {object} Row
 * @property {string} bead
 * @property {string} quote
 * @property {string} kind
 * @property {number} score
 * @property {string} status
 * @property {Cell | null} source
 * @property {Cell | null} target
 * @property {string[]} notes
 * @property {string[]} reasons
 * @property {string} rev
 *
 * @typedef {{id: string, version: number, rows: Row[], conflicts: object[], summary: object}} Open
 */

/**
 * Sends `documents`, `rows` (detail: the rows `removed` and the `rows` in their place, or `null` when all
 * are new), `pending` (detail: beads' ids), `queue`, `queue-changed` (it must be
 * requested again) and `saving`.
 */
class Store extends EventTarget {
  about = null
  /** @type {Map<string, object>} */
  documents = new Map()
  /** @type {Open | null} */
  open = null
  /** `total` is `null` until it is known. */
  queue = { total: null, checking: false, items: [] }
  /** Number of requests that the server has not answered. */
  waiting = 0

  /** The document that was requested last. */
  #wanted = null
  #tail = Promise.resolve()
  /** Beads with a status that is not acknowledged yet: the status, and the number of requests for it. */
  #pending = new Map()
  /** Beads that our own requests have changed: the last `rev`, and the number of the answer. */
  #made = new Map()
  #answers = 0
  /** Patches that came before their predecessor. */
  #early = new Map()
  #earlyTimer = 0
  /** How many times the queue was requested. */
  #queueAsked = 0
  #places = null

  // Reading

  /** The place of a bead in the open document, or -1. */
  indexOf(bead) {
    this.#places ??= new Map(this.open?.rows.map((row, index) => [row.bead, index]))
    return this.#places.get(bead) ?? -1
  }

  /** The status to show: the one that is not acknowledged yet, or else the server's. */
  status(row) {
    return this.#pending.get(row.bead)?.status ?? row.status
  }

  /** Whether the status of a bead is not saved yet. */
  saving(row) {
    return this.#pending.has(row.bead)
  }

  // Requests

  async loadAbout() {
    this.about = await get('about')
  }

  async loadDocuments() {
    const { documents } = await get('documents')
    this.documents = new Map(documents.map((summary) => [summary.id, summary]))
    this.#emit('documents')
  }

  /** Requests the number of beads in the queue, and the first of them. */
  async loadQueue(limit = LONGEST_QUEUE) {
    const asked = (this.#queueAsked += 1)
    const queue = await get('queue', { limit })
    if (asked !== this.#queueAsked) return // It was requested again.
    this.queue = queue
    this.#emit('queue')
  }

  close() {
    this.#wanted = null
    this.open = null
    this.#forget()
  }

  /** Requests a whole document. Rows that have not changed stay the same objects. */
  async reload(id = this.open?.id) {
    if (!id) return
    this.#wanted = id
    const before = this.open?.id === id ? this.open.version : null
    const view = await get('document', { id })
    if (this.#wanted !== id) return // The reviewer has gone to another view.
    const now = this.open?.id === id ? this.open.version : null
    if (now !== before && now > view.version) return // Patches that came meanwhile are newer.
    const known = new Map(this.open?.id === id ? this.open.rows.map((row) => [row.bead, row]) : [])
    const rows = view.rows.map((row) => (known.get(row.bead)?.rev === row.rev ? known.get(row.bead) : row))
    this.open = { id, version: view.version, rows, conflicts: view.conflicts, summary: view.summary }
    const early = [...this.#early.values()]
    this.#forget()
    this.documents.set(id, view.summary)
    this.#emit('rows', null)
    this.#emit('documents')
    for (const patch of early) this.apply(patch)
  }

  // Events

  /** Applies an event of the server. */
  receive({ event, ...what }) {
    if (event === 'patch') {
      this.apply(what)
    } else if (event === 'summary') {
      this.#learn(what)
    } else if (event === 'gone') {
      this.documents.delete(what.id)
      this.#emit('documents')
    } else if (event === 'queue') {
      this.#emit('queue-changed')
    }
  }

  /** Applies a patch, once: it comes as an answer and as an event. */
  apply(patch) {
    this.#learn(patch.summary)
    this.#refresh(patch)
    if (this.#wanted !== patch.document) return
    if (this.open?.id !== patch.document) {
      this.#early.set(patch.before, patch) // Its document has been requested.
      return
    }
    if (patch.version <= this.open.version) return
    if (patch.before !== this.open.version) {
      this.#early.set(patch.before, patch)
      clearTimeout(this.#earlyTimer)
      this.#earlyTimer = setTimeout(() => this.reload().catch(() => {}), PATCH_WAIT)
      return
    }
    this.#splice(patch)
    const next = this.#early.get(patch.version)
    this.#early.delete(patch.version)
    if (next) this.apply(next)
    else if (!this.#early.size) clearTimeout(this.#earlyTimer)
  }

  #splice({ version, at, remove, rows, conflicts, summary }) {
    const { open } = this
    const same = remove === rows.length && rows.every((row, i) => row.bead === open.rows[at + i].bead)
    if (!same) this.#places = null
    const removed = open.rows.slice(at, at + remove)
    if (remove === rows.length) rows.forEach((row, i) => { open.rows[at + i] = row })
    else open.rows = open.rows.slice(0, at).concat(rows, open.rows.slice(at + remove))
    Object.assign(open, { version, conflicts, summary })
    this.#emit('rows', { removed, rows })
  }

  /** Updates beads in the queue, until the queue is requested again. */
  #refresh({ document, rows }) {
    const now = new Map(rows.map((row) => [row.bead, row]))
    const changed = (waiting) => waiting.document === document && now.has(waiting.row.bead)
    if (!this.queue.items.some(changed)) return
    const items = this.queue.items.map((waiting) => (changed(waiting) ? { ...waiting, row: now.get(waiting.row.bead) } : waiting))
    this.queue = { ...this.queue, items }
    this.#emit('queue')
  }

  #learn(summary) {
    this.documents.set(summary.id, summary)
    if (this.open?.id === summary.id) {
      const built = this.open.summary.building && !summary.building
      this.open.summary = summary
      if (built) this.reload().catch(() => {})
    }
    this.#emit('documents')
  }

  #forget() {
    this.#places = null
    this.#early.clear()
    clearTimeout(this.#earlyTimer)
  }

  // Operations

  /**
   * Has the server do an operation; requests go one after the other. The rows show a new status at once.
   *
   * @param {string} document
   * @param {object} operation
   * @param {Row[]} seen  the beads that it is about, as they were shown
   * @returns {Promise<object>} `Acknowledgement`
   */
  perform(document, operation, seen) {
    const status = operation.do === 'status' ? operation.status : null
    if (status) this.#expect(operation.beads, status)
    const asked = this.#answers
    return this.#inTurn(async () => {
      try {
        // The reviewer has also seen what our own earlier requests have changed.
        const current = ({ bead, rev }) => {
          const made = this.#made.get(bead)
          return { bead, rev: made?.answer > asked ? made.rev : rev }
        }
        const done = await post('do', { document, by: this.reviewer(), operation, seen: seen.map(current) })
        this.#answers += 1
        for (const { bead, rev } of done.patch.rows) this.#made.set(bead, { rev, answer: this.#answers })
        this.apply(done.patch)
        if (!status) await this.#catchUp(done.patch)
        return done
      } finally {
        if (status) this.#acknowledge(operation.beads)
      }
    })
  }

  /** Undoes an operation: the reviewer's last one, or the one that is named. */
  undo(operation) {
    return this.#again('undo', operation)
  }

  /** Redoes an operation. */
  redo(operation) {
    return this.#again('redo', operation)
  }

  #again(path, operation) {
    return this.#inTurn(async () => {
      const done = await post(path, { by: this.reviewer(), ...(operation && { operation }) })
      this.apply(done.patch)
      await this.#catchUp(done.patch)
      return done
    })
  }

  /** Requests the rows after an answer if its patch does not fit the rows that are here. */
  async #catchUp({ document, version }) {
    if (this.open?.id === document && this.open.version < version) await this.reload().catch(() => {})
  }

  /** Who decides. */
  reviewer() {
    return settings.name || this.about?.reviewer || null
  }

  #inTurn(work) {
    this.waiting += 1
    this.#emit('saving')
    const result = this.#tail.then(work)
    this.#tail = result.catch(() => {}).then(() => {
      this.waiting -= 1
      this.#emit('saving')
    })
    return result.catch((error) => {
      if (error instanceof Refusal && error.code === 'stale') this.reload().catch(() => {})
      throw error
    })
  }

  #expect(beads, status) {
    for (const bead of beads) this.#pending.set(bead, { status, requests: (this.#pending.get(bead)?.requests ?? 0) + 1 })
    this.#emit('pending', beads)
  }

  #acknowledge(beads) {
    for (const bead of beads) {
      const pending = this.#pending.get(bead)
      if (pending && (pending.requests -= 1) === 0) this.#pending.delete(bead)
    }
    this.#emit('pending', beads)
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }))
  }
}

export const store = new Store()
