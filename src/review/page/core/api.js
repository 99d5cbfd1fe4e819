// Requests to the server: `src/review/api/` describes them and the answers.

/** The server refuses a request: `RefusedRequest`. */
export class Refusal extends Error {
  constructor(status, { error, code, now = [] }) {
    super(error)
    this.status = status
    this.code = code
    this.now = now
  }
}

/** The server does not answer. */
export class Unreachable extends Error {}

/** Sends `locked` when the cookie is not valid (any more), and `unlocked` when it is valid again. */
export const apiEvents = new EventTarget()

let locked = false

async function ask(path, options) {
  let response, body
  try {
    response = await fetch(path, { credentials: 'same-origin', cache: 'no-store', ...options })
    const text = await response.text()
    body = parse(text) ?? { error: text || response.statusText, code: 'usage' }
  } catch (error) {
    throw new Unreachable(error.message)
  }
  if (locked !== (response.status === 401)) {
    locked = !locked
    apiEvents.dispatchEvent(new Event(locked ? 'locked' : 'unlocked'))
  }
  if (response.ok) return body
  throw new Refusal(response.status, body)
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * @param {string} path  after `/api/`
 * @param {Record<string, string | number | null>} [query]
 */
export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value != null)
  const search = new URLSearchParams(given).toString()
  return ask(`/api/${path}${search && '?'}${search}`, {})
}

/** @param {'do' | 'undo' | 'redo'} path */
export function post(path, body) {
  return ask(`/api/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Diglot': '1' },
    body: JSON.stringify(body),
  })
}
