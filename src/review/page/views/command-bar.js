// The bar below the beads: the most frequent commands as buttons, for mouse and touch.

import { canRun, COMMANDS, run } from '../core/commands.js'
import { h, icon, set } from '../core/dom.js'
import { here } from '../core/here.js'
import { t } from '../core/i18n.js'
import { showKey } from '../core/keys.js'
import { keysOf } from '../core/shortcuts.js'

export class CommandBar {
  /** @param {import('../grid/bead-grid.js').BeadGrid} grid  whose active bead the commands are about */
  constructor(grid) {
    this.commands = [...COMMANDS.values()].filter((command) => command.bar)
    this.buttons = this.commands.map((command) => commandButton(command))
    const menu = commandButton(COMMANDS.get('menu'))
    this.row = h('div', { class: 'commands' }, this.buttons)
    this.element = h('div', { class: 'bar', role: 'group', 'aria-label': t('bar') }, this.row, menu)
    this.sizes = new ResizeObserver(() => this.#fit())
    this.sizes.observe(this.row)
    this.grid = grid
    this.changed = () => this.paint()
    grid.addEventListener('active', this.changed)
    // A button must not take the focus from the bead that it is about.
    this.element.addEventListener('mousedown', (event) => event.preventDefault())
  }

  destroy() {
    this.sizes.disconnect()
    this.grid.removeEventListener('active', this.changed)
  }

  /** Hides buttons that have no room, from the tab key, too; the menu has their commands. */
  #fit() {
    const top = this.buttons[0].offsetTop
    for (const button of this.buttons) button.classList.toggle('beyond', button.offsetTop > top)
  }

  paint() {
    const at = here()
    this.commands.forEach((command, i) => set(this.buttons[i], 'aria-disabled', canRun(command, at) ? null : 'true'))
  }
}

/** A button for a command. */
export function commandButton(command, { text = true } = {}) {
  const label = t(`command.${command.id}`)
  const [key] = keysOf(command.id)
  return h('button', {
    type: 'button',
    data: { command: command.id },
    title: key ? `${label} (${showKey(key)})` : label,
    'aria-label': text ? null : label,
    on: { click: (event) => run(command, here(), event.currentTarget) },
  }, command.icon && icon(command.icon), text && h('span', {}, t(`command.${command.id}`)), text && key && h('kbd', { 'aria-hidden': 'true' }, showKey(key)))
}
