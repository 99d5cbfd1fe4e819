// Hears from the server what happens, in this window or another, and notices when it is gone.

import { get, Refusal } from './api.js'

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 10_000

/**
 * Listens until the page is closed.
 *
 * @param {(event: object) => void} hear  one event of the server's
 * @param {(connected: boolean) => void} tell  whether it can be heard
 */
export function listen(hear, tell) {
  let pause = FIRST_PAUSE
  connect()

  function connect() {
    const source = new EventSource('/api/events')
    source.onopen = () => {
      pause = FIRST_PAUSE
      tell(true)
    }
    source.onmessage = (message) => hear(JSON.parse(message.data))
    source.onerror = () => {
      // The browser's own way of trying again differs, and gives up after some answers.
      source.close()
      tell(false)
      setTimeout(again, pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
  }

  async function again() {
    try {
      await get('about')
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) return // No use without another link.
    }
    connect()
  }
}
