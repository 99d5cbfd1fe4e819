// A list of which only the part in view is in the page. Items differ in height: heights are estimated, then
// measured. The items in view keep their place when other heights turn out different.

import { h } from '../core/dom.js'
import { Heights } from './heights.js'

/** Distance beyond the view up to which items are made, in pixels. */
const VIEW_MARGIN = 300

/**
 * @typedef {object} Item
 * @property {string} key  what it is
 * @property {unknown} stamp  changes when it must be painted again
 *
 * @typedef {object} Options
 * @property {HTMLElement} scroller
 * @property {() => HTMLElement} make  an element for an item
 * @property {(element: HTMLElement, item: Item, index: number) => void} paint
 * @property {(item: Item, width: number) => number} estimate  its height in pixels
 * @property {(key: string) => boolean} keep  whether it stays in the page when out of view
 * @property {() => string | null} anchor  the key of the item that must not move, if it is in view
 */

export class VirtualList {
  /** @type {Item[]} */
  items = []
  heights = new Heights(new Float64Array(0))
  /** @type {Map<string, {element: HTMLElement, stamp: unknown, index: number}>} */
  shown = new Map()

  /** @param {Options} options */
  constructor(options) {
    this.options = options
    this.scroller = options.scroller
    this.canvas = h('div', { class: 'canvas', role: 'rowgroup' })
    this.scroller.append(this.canvas)
    this.width = this.scroller.clientWidth
    this.scroller.addEventListener('scroll', () => this.#soon(), { passive: true })
    this.sizes = new ResizeObserver((entries) => this.#resized(entries))
    this.sizes.observe(this.scroller)
  }

  destroy() {
    this.sizes.disconnect()
    cancelAnimationFrame(this.frame)
  }

  /** Shows these items. Items that stay keep their elements. */
  update(items) {
    const old = this.items
    const anchor = this.#anchor()
    const most = Math.min(old.length, items.length)
    let head = 0
    while (head < most && same(old[head], items[head])) head++
    let tail = 0
    while (tail < most - head && same(old[old.length - 1 - tail], items[items.length - 1 - tail])) tail++

    const known = new Map()
    for (let i = head; i < old.length - tail; i++) known.set(old[i].key, this.heights.values[i])
    const fresh = items.slice(head, items.length - tail)
    const heights = fresh.map((item) => known.get(item.key) ?? this.options.estimate(item, this.width))
    if (items.length === old.length) heights.forEach((height, i) => this.heights.set(head + i, height))
    else this.heights.splice(head, old.length - tail - head, heights)
    this.items = items

    // The new indices of the shown items.
    const shift = items.length - old.length
    const moved = new Map(fresh.map((item, i) => [item.key, head + i]))
    const place = (key, index) => {
      if (index < head) return index
      if (index >= old.length - tail) return index + shift
      return moved.get(key) ?? -1
    }
    for (const [key, entry] of this.shown) {
      entry.index = place(key, entry.index)
      if (entry.index < 0) this.#drop(key, entry)
    }
    if (anchor) {
      const index = place(anchor.key, anchor.index)
      this.#hold(index < 0 ? Math.min(head, items.length - 1) : index, anchor.offset)
    }
    this.render()
  }

  /** Paints all shown items again, or those with these keys. */
  repaint(keys = this.shown.keys()) {
    for (const key of keys) {
      const entry = this.shown.get(key)
      if (entry) entry.stamp = undefined
    }
    this.render()
  }

  element(index) {
    return this.shown.get(this.items[index]?.key)?.element
  }

  /** Number of items that fit into the view at this place. */
  page() {
    const top = this.scroller.scrollTop
    return Math.max(1, this.heights.find(top + this.scroller.clientHeight) - this.heights.find(top) - 1)
  }

  /**
   * Scrolls until an item is in view.
   *
   * @param {number} index
   * @param {'nearest' | 'center'} where
   */
  reveal(index, where = 'nearest') {
    // Twice: the items there are measured only when they are made.
    for (let round = 0; round < 2; round++) {
      const view = this.scroller.clientHeight
      const top = this.heights.before(index)
      const height = this.heights.values[index]
      const now = this.scroller.scrollTop
      let to = now
      if (where === 'center' && (top < now || top + height > now + view)) to = top - Math.max(0, (view - height) / 3)
      else if (top < now + 8) to = top - 8
      else if (top + height > now + view - 8) to = Math.min(top - 8, top + height - view + 8)
      if (to !== now) this.scroller.scrollTop = to
      this.render()
      if (to === now) break
    }
  }

  /** Updates the page to the items and the view. */
  render() {
    cancelAnimationFrame(this.frame)
    this.frame = 0
    // Items that are smaller than estimated leave room for more.
    let rounds = 3
    while (rounds > 0 && this.#pass()) rounds -= 1
    this.#place()
  }

  /** Makes and paints what is in view; returns whether heights changed. */
  #pass() {
    const { items, heights, options } = this
    const top = this.scroller.scrollTop
    const wanted = new Set()
    if (items.length) {
      const last = heights.find(top + this.scroller.clientHeight + VIEW_MARGIN)
      for (let i = heights.find(Math.max(0, top - VIEW_MARGIN)); i <= last; i++) {
        wanted.add(items[i].key)
        this.#show(i)
      }
    }
    for (const [key, entry] of this.shown) {
      if (wanted.has(key)) continue
      if (options.keep(key)) this.#show(entry.index)
      else this.#drop(key, entry)
    }
    return this.#measure()
  }

  #show(index) {
    const item = this.items[index]
    let entry = this.shown.get(item.key)
    if (!entry) {
      entry = { element: this.options.make(), stamp: undefined, index }
      entry.element.listItem = item.key
      this.shown.set(item.key, entry)
      this.#insert(entry)
      this.sizes.observe(entry.element)
    }
    entry.index = index
    if (entry.stamp === undefined || entry.stamp !== item.stamp) {
      entry.stamp = item.stamp
      this.options.paint(entry.element, item, index)
    }
    entry.element.setAttribute('aria-rowindex', index + 2)
  }

  /** Keeps the elements in the order of the list, for screen readers. */
  #insert(entry) {
    let next = null
    let nearest = Infinity
    for (const other of this.shown.values()) {
      if (other !== entry && other.index > entry.index && other.index < nearest) {
        nearest = other.index
        next = other.element
      }
    }
    this.canvas.insertBefore(entry.element, next)
  }

  #drop(key, entry) {
    this.sizes.unobserve(entry.element)
    entry.element.remove()
    this.shown.delete(key)
  }

  #measure() {
    const anchor = this.#anchor()
    let changed = false
    for (const entry of this.shown.values()) {
      const height = entry.element.offsetHeight
      if (height && this.heights.set(entry.index, height)) changed = true
    }
    if (changed && anchor) this.#hold(anchor.index, anchor.offset)
    return changed
  }

  #place() {
    const height = `${this.heights.total}px`
    if (this.canvas.style.height !== height) this.canvas.style.height = height
    for (const entry of this.shown.values()) {
      const place = `translateY(${this.heights.before(entry.index)}px)`
      if (entry.element.style.transform !== place) entry.element.style.transform = place
    }
  }

  /** The item that must not move: the active one if it is in view, or else the first in view. */
  #anchor() {
    if (!this.items.length) return null
    const top = this.scroller.scrollTop
    const entry = this.shown.get(this.options.anchor())
    if (entry && entry.index >= 0) {
      const offset = this.heights.before(entry.index) - top
      if (offset >= 0 && offset < this.scroller.clientHeight) return { key: this.options.anchor(), index: entry.index, offset }
    }
    const index = this.heights.find(top)
    return { key: this.items[index].key, index, offset: this.heights.before(index) - top }
  }

  #hold(index, offset) {
    const top = Math.max(0, this.heights.before(index) - offset)
    if (Math.abs(top - this.scroller.scrollTop) < 1) return
    this.canvas.style.height = `${this.heights.total}px`
    this.scroller.scrollTop = top
  }

  #resized(entries) {
    const { clientWidth } = this.scroller
    if (clientWidth !== this.width) {
      this.width = clientWidth
      const anchor = this.#anchor()
      this.heights = new Heights(Float64Array.from(this.items, (item) => this.options.estimate(item, clientWidth)))
      if (anchor) this.#hold(anchor.index, anchor.offset)
      this.render()
    } else if (entries.some(({ target }) => target !== this.scroller || this.items.length)) {
      this.#soon()
    }
  }

  #soon() {
    this.frame ||= requestAnimationFrame(() => this.render())
  }
}

function same(a, b) {
  return a === b || (a.key === b.key && a.stamp === b.stamp)
}
