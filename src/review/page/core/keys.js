// Keys: how they are written and shown, and whether they are commands.
//
// A key is written `m`, `Shift+m`, `Ctrl+Enter`, `?`. Shift is named for letters and for keys that have
// a name. For signs it is part of typing them, which differs between keyboards.

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process'])

/** The signs of keys that have letters in alphabets of more than 26 letters; the second one with Shift. */
const SIGNS = { BracketLeft: '[{', BracketRight: ']}', Semicolon: ';:', Quote: '\'"', Comma: ',<', Period: '.>', Backquote: '`~', Minus: '-_', Equal: '=+' }

/**
 * How a pressed key is written, or `null` for a key that is only held down.
 *
 * @param {KeyboardEvent} event
 */
export function keyName(event) {
  let { key } = event
  if (MODIFIERS.has(key) || event.isComposing) return null
  if (key === ' ') key = 'Space'
  if (key.length === 1 && key > '~') key = latin(event) ?? key
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  if (key.length === 1) key = key.toLowerCase()
  const held = []
  // AltGr is part of typing a sign. Windows reports it as Ctrl and Alt; Firefox reports Option as AltGr.
  const third = sign && event.getModifierState('AltGraph')
  if ((event.ctrlKey || event.metaKey) && !third) held.push('Ctrl')
  if (event.altKey && !third) held.push('Alt')
  if (event.shiftKey && !sign) held.push('Shift')
  return [...held, key].join('+')
}

/** What a key of a Cyrillic keyboard would type on a Latin one. */
function latin({ code, shiftKey }) {
  if (code.startsWith('Key')) return code.slice(3)
  if (code.startsWith('Digit')) return code.slice(5)
  return SIGNS[code]?.[shiftKey ? 1 : 0]
}

/** Whether a key types a sign, so that speech input or a mistake can press it: WCAG 2.1.4. */
export function isSingle(key) {
  const name = key.replace(/^Shift\+/, '')
  return name.length === 1
}

/** Pause without any key after which keys are commands again, in milliseconds. */
const IGNORE_TIME = 500

/** Time until which keys belong to a text whose editor has closed by itself. */
let ignoredUntil = 0

/** To be called when an editor closes by itself: the next keys are not commands. */
export function ignoreKeys() {
  ignoredUntil = performance.now() + IGNORE_TIME
  addEventListener('pointerdown', () => { ignoredUntil = 0 }, { once: true, capture: true })
}

/** Whether to ignore a key; to be called once for each key. */
export function ignoresKeys() {
  if (performance.now() >= ignoredUntil) return false
  ignoredUntil = performance.now() + IGNORE_TIME
  return true
}

/** Whether keys belong to the element in which they are pressed. */
export function takesKeys(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'))
}

/** How a key is shown to people. */
export function showKey(key) {
  return key
    .replace('ArrowUp', '↑').replace('ArrowDown', '↓').replace('ArrowLeft', '←').replace('ArrowRight', '→')
    .replace(/(^|\+)([a-z])$/, (_, before, letter) => before + letter.toUpperCase())
}
