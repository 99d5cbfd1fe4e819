// The heights of a list's items, so that the place of each is found in logarithmic time: a Fenwick tree
// (P. M. Fenwick, A new data structure for cumulative frequency tables, 1994).

export class Heights {
  /** @param {Float64Array} values */
  constructor(values) {
    this.values = values
    this.#grow()
  }

  #grow() {
    const { values } = this
    const tree = new Float64Array(values.length + 1)
    for (let i = 1; i <= values.length; i++) {
      tree[i] += values[i - 1]
      const parent = i + (i & -i)
      if (parent <= values.length) tree[parent] += tree[i]
    }
    this.tree = tree
  }

  get total() {
    return this.before(this.values.length)
  }

  /** The sum of the heights of the first `count` items. */
  before(count) {
    let sum = 0
    for (let i = count; i > 0; i -= i & -i) sum += this.tree[i]
    return sum
  }

  /** Sets one height and returns by how much it grew. */
  set(index, height) {
    const growth = height - this.values[index]
    if (growth === 0) return 0
    this.values[index] = height
    for (let i = index + 1; i < this.tree.length; i += i & -i) this.tree[i] += growth
    return growth
  }

  /** The index of the item at this distance from the top; the last one below it. */
  find(distance) {
    let index = 0
    let step = 1 << (31 - Math.clz32(Math.max(1, this.values.length)))
    for (; step > 0; step >>= 1) {
      const next = index + step
      if (next < this.tree.length && this.tree[next] <= distance) {
        index = next
        distance -= this.tree[next]
      }
    }
    return Math.min(index, Math.max(0, this.values.length - 1))
  }

  /** Replaces `remove` heights from `at` on by others. */
  splice(at, remove, heights) {
    const values = new Float64Array(this.values.length - remove + heights.length)
    values.set(this.values.subarray(0, at))
    values.set(heights, at)
    values.set(this.values.subarray(at + remove), at + heights.length)
    this.values = values
    this.#grow()
  }
}
