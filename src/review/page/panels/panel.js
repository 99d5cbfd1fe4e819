// The panel beside the beads: one at a time, with a title and a button to close it.

import { fill, h, icon } from '../core/dom.js'
import { t } from '../core/i18n.js'

export class Panel {
  /** The panel that is shown, or null. */
  shown = null

  /** @param {() => void} closed  called when the panel is put away */
  constructor(closed) {
    this.closed = closed
    this.element = h('aside', { class: 'panel', hidden: true })
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) {
        event.preventDefault()
        this.close()
      }
    })
  }

  /** Shows a panel: it has `name`, `element`, and perhaps `destroy`. */
  show(panel) {
    this.shown?.destroy?.()
    this.shown = panel
    this.element.hidden = false
    this.element.dataset.panel = panel.name
    this.element.setAttribute('aria-label', t(`command.${panel.name}`))
    fill(this.element,
      h('header', {},
        h('h2', {}, t(`command.${panel.name}`)),
        h('button', { type: 'button', class: 'plain', 'aria-label': t('close'), on: { click: () => this.close() } }, icon('close'))),
      panel.element)
  }

  close() {
    if (!this.shown) return
    this.shown.destroy?.()
    this.shown = null
    this.element.hidden = true
    fill(this.element)
    this.closed()
  }
}
