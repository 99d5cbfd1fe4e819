// The boundaries of a quote's original and translation: each end grows or shrinks by a sentence or a paragraph.

import { openDialog } from '../core/dialog.js'
import { h } from '../core/dom.js'
import { beadsOf, here } from '../core/here.js'
import { t } from '../core/i18n.js'
import { SIDES } from '../core/sides.js'
import { restructure } from '../operations/operations.js'

const UNITS = ['sentence', 'block']

/** Shows both sides of the active bead's quote with a button for every step; it stays open after a step. */
export function editBounds({ document, row, side }) {
  let quote = row.quote
  const columns = SIDES.map((name) => h('section', { class: 'bound', data: { side: name } }))
  const { element } = openDialog({ id: 'bounds-dialog', title: t('bounds.title'), wide: true, body: h('div', { class: 'bounds' }, columns), buttons: [{ label: t('close'), value: null }] })
  paint()
  element.querySelector(`[data-side=${side}] button`)?.focus()

  function paint() {
    SIDES.forEach((name, i) => {
      const cells = beadsOf(quote).map((bead) => bead[name]).filter(Boolean)
      const text = cells.map((cell) => cell.text).join(' ')
      columns[i].replaceChildren(
        h('h3', {}, t(`column.${name}`)),
        buttons(name, 'up'),
        h('p', { class: 'text', tabindex: 0, lang: cells[0]?.lang }, text || t(`empty.${name}`)),
        buttons(name, 'down'))
    })
  }

  function buttons(name, edge) {
    return h('div', { class: 'steps', role: 'group', 'aria-label': t(`bounds.${edge}`) },
      UNITS.map((unit) => [true, false].map((grow) => {
        const step = `${name}.${edge}.${unit}.${grow ? 'grow' : 'shrink'}`
        return h('button', { type: 'button', data: { bound: step }, on: { click: () => move(name, edge, unit, grow, step) } },
          t(`bounds.${grow ? 'grow' : 'shrink'}.${edge}.${unit}`))
      })))
  }

  async function move(name, edge, unit, grow, step) {
    const done = await restructure(document, { do: 'bound', quote, side: name, edge, by: unit, grow }, beadsOf(quote))
    if (!done) return
    quote = here().row?.quote ?? quote
    paint()
    element.querySelector(`[data-bound="${step}"]`)?.focus()
  }
}
