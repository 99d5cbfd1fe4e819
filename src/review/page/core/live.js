// Hears from the server what happens, in this window or another, and notices when it is gone.

import { apiEvents, get, Refusal } from './api.js'

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 10_000

/** How often it is looked whether another window has got a new link's cookie, in milliseconds. */
const LOCKED_PAUSE = 3_000

/**
 * How long a window out of sight goes on listening, in milliseconds. Browsers allow six connections to
 * a server, and each window that listens holds one: until it rests, a seventh can ask for nothing.
 */
const PATIENCE = 5_000

/**
 * Listens until the page is closed.
 *
 * @param {(event: object) => void} hear  one event of the server's
 * @param {(connected: boolean, missed: boolean) => void} tell  whether it can be heard, and whether
 *   something may have happened while it could not
 */
export function listen(hear, tell) {
  let source = null
  let missed = false
  let pause = FIRST_PAUSE
  let timer = 0

  function connect() {
    source = new EventSource('/api/events')
    source.onopen = () => {
      pause = FIRST_PAUSE
      tell(true, missed)
      missed = false
    }
    source.onmessage = (message) => hear(JSON.parse(message.data))
    source.onerror = () => {
      // The browser's own way of trying again differs, and gives up after some answers.
      rest()
      tell(false, true)
      timer = setTimeout(again, pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
  }

  function rest() {
    source?.close()
    source = null
    missed = true
  }

  async function again() {
    try {
      await get('about')
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) {
        timer = setTimeout(again, LOCKED_PAUSE)
        return
      }
    }
    if (!source) connect()
  }

  apiEvents.addEventListener('unlocked', () => {
    clearTimeout(timer)
    if (!source && !document.hidden) connect()
  })
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer)
    if (document.hidden) timer = setTimeout(rest, PATIENCE)
    else if (!source) connect()
  })
  // Browsers keep pages that one can go back to, with their connections.
  addEventListener('pagehide', () => {
    clearTimeout(timer)
    rest()
  })
  if (document.hidden) missed = true
  else connect()
}
