// Makes elements. Text from documents becomes text here, never markup.

const SVG = 'http://www.w3.org/2000/svg'

/**
 * An element with its attributes and children.
 *
 * `on` holds listeners, `data` the data attributes; `null`, `undefined` and `false` leave an attribute out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined | false | Array)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener)
    } else if (name === 'data') {
      for (const [key, text] of Object.entries(value)) if (text != null) element.dataset[key] = text
    } else if (name === 'value') {
      element.value = value
    } else if (value != null && value !== false) {
      element.setAttribute(name, value === true ? '' : value)
    }
  }
  append(element, children)
  return element
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child != null && child !== false) element.append(child)
  }
}

/** Replaces the children of an element. */
export function fill(element, ...children) {
  element.replaceChildren()
  append(element, children)
}

/** Sets an attribute, or removes it for `null` and `false`; writes only what changes. */
export function set(element, name, value) {
  if (value == null || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name)
  } else {
    const text = value === true ? '' : String(value)
    if (element.getAttribute(name) !== text) element.setAttribute(name, text)
  }
}

/** Paths of the icons, in a square of 16 units. */
const ICONS = {
  accept: 'M3 8.5l3.5 3.5L13 4.5',
  reject: 'M4 4l8 8M12 4l-8 8',
  work: 'M8 3v6M8 12v.6',
  proposed: 'M8 4.5a3.5 3.5 0 1 0 .01 0',
  edited: 'M3.5 12.5l.7-3L11 2.8 13.2 5l-6.7 6.8z',
  waived: 'M3 8h10M10 5l3 3-3 3',
  untranslated: 'M5 3H3v10h2M11 3h2v10h-2',
  menu: 'M3 8h.01M8 8h.01M13 8h.01',
  undo: 'M6 3L3 6l3 3M3 6h6a4 4 0 0 1 0 8H6',
  redo: 'M10 3l3 3-3 3M13 6H7a4 4 0 0 0 0 8h3',
  merge: 'M8 2v4M8 14v-4M5 4.5L8 7.5l3-3M5 11.5l3-3 3 3',
  split: 'M2 8h12M8 5.5V2M8 10.5V14M6 4l2-2 2 2M6 12l2 2 2-2',
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  back: 'M10 3L5 8l5 5',
  next: 'M5 3l5 5-5 5',
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 0 .01 0M10.5 10.5L14 14',
  note: 'M3 3h10v7H8l-3 3v-3H3z',
  context: 'M4 2h8v12H4zM6 5h4M6 8h4M6 11h2',
  history: 'M8 4v4l3 2M8 2a6 6 0 1 1-5.2 3M2.5 2v3h3',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .7-1 1.7M8 12.5v.2',
  settings: 'M3 4.5h6M12 4.5h1M3 11.5h1M7 11.5h6M10.5 3v3M5.5 10v3',
}

/** An icon, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', ICONS[name] ?? ICONS.menu)
  svg.append(path)
  return svg
}
