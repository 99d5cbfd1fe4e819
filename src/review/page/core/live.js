// Listens to the server's events, and notices when the server is gone.

import { apiEvents, get, Refusal } from './api.js'

/** First pause before it connects again, in milliseconds; it doubles with each attempt. */
const FIRST_RETRY_PAUSE = 500

/** Longest pause before it connects again, in milliseconds. */
const LONGEST_RETRY_PAUSE = 10_000

/** Pause between two looks whether another window has the cookie of a new link, in milliseconds. */
const LOCKED_RETRY_PAUSE = 3_000

/**
 * Time for which a hidden window goes on listening, in milliseconds. Browsers allow six connections to a
 * server, and each listening window holds one: a seventh window could request nothing.
 */
const HIDDEN_TIME = 5_000

/**
 * Listens until the page is closed.
 *
 * @param {(event: object) => void} receive  one event of the server
 * @param {(connected: boolean, missed: boolean) => void} report  whether it is connected, and
 *   whether it may have missed events
 */
export function listen(receive, report) {
  let source = null
  let missed = false
  let pause = FIRST_RETRY_PAUSE
  let timer = 0

  function connect() {
    source = new EventSource('/api/events')
    source.onopen = () => {
      pause = FIRST_RETRY_PAUSE
      report(true, missed)
      missed = false
    }
    source.onmessage = (message) => receive(JSON.parse(message.data))
    source.onerror = () => {
      // Browsers differ in how they connect again, and give up after some answers.
      disconnect()
      report(false, true)
      timer = setTimeout(retry, pause)
      pause = Math.min(pause * 2, LONGEST_RETRY_PAUSE)
    }
  }

  function disconnect() {
    source?.close()
    source = null
    missed = true
  }

  async function retry() {
    try {
      await get('about')
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) {
        timer = setTimeout(retry, LOCKED_RETRY_PAUSE)
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
    if (document.hidden) timer = setTimeout(disconnect, HIDDEN_TIME)
    else if (!source) connect()
  })
  // Browsers keep pages for the back button, with their connections.
  addEventListener('pagehide', () => {
    clearTimeout(timer)
    disconnect()
  })
  if (document.hidden) missed = true
  else connect()
}
