// Keys: how they are written and shown, and whose they are.
//
// A key is written `m`, `Shift+m`, `Ctrl+Enter`, `?`. Shift is named for letters and for keys that have
// a name; for signs it is part of how one types them, which differs between keyboards.

const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process'])

/** The signs of the keys that have letters in alphabets of more than 26; the second one with Shift. */
const SIGNS = { BracketLeft: '[{', BracketRight: ']}', Semicolon: ';:', Quote: '\'"', Comma: ',<', Period: '.>', Backquote: '`~', Minus: '-_', Equal: '=+' }

/**
 * How a pressed key is written, or `null` for one that is only held.
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
  // AltGr is part of how one types a sign; Windows reports it as Ctrl and Alt, Firefox calls Option so.
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

/** Whether a key types a sign, so that speech input or a slip may press it: WCAG 2.1.4. */
export function isSingle(key) {
  const name = key.replace(/^Shift\+/, '')
  return name.length === 1
}

/** How long nobody must press a key until keys are commands again, in milliseconds. */
const CALM = 500

/** Until when keys are the rest of what somebody was typing into something that has closed by itself. */
let deafUntil = 0

/** Something that took what was typed has closed by itself: the next keys are no commands. */
export function ignoreKeys() {
  deafUntil = performance.now() + CALM
  addEventListener('pointerdown', () => { deafUntil = 0 }, { once: true, capture: true })
}

/** Whether a key is to be ignored; to be asked once for each. */
export function ignoresKeys() {
  if (performance.now() >= deafUntil) return false
  deafUntil = performance.now() + CALM
  return true
}

/** Whether keys belong to the element that has them. */
export function takesKeys(element) {
  return element instanceof HTMLElement && (element.isContentEditable || element.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select'))
}

/** How a key is shown to people. */
export function showKey(key) {
  return key
    .replace('ArrowUp', '↑').replace('ArrowDown', '↓').replace('ArrowLeft', '←').replace('ArrowRight', '→')
    .replace(/(^|\+)([a-z])$/, (_, before, letter) => before + letter.toUpperCase())
}
