// A menu of commands for a bead or quote.

import { canRun, COMMANDS, run } from '../core/commands.js'
import { h, icon } from '../core/dom.js'
import { here } from '../core/here.js'
import { t } from '../core/i18n.js'
import { showKey } from '../core/keys.js'
import { keysOf } from '../core/shortcuts.js'

/**
 * Opens the menu. It closes when a command is chosen or the focus leaves.
 *
 * @param {import('../core/here.js').Here} at
 * @param {HTMLElement | undefined} anchor  the button that opens it
 * @param {string[]} groups
 */
export function openMenu(at, anchor, groups) {
  document.getElementById('menu')?.remove()
  const from = anchor?.isConnected ? anchor : at.grid.cell()
  const menu = h('div', { id: 'menu', class: 'menu', role: 'menu', 'aria-label': t('command.menu') },
    groups.map((group) => h('div', { role: 'group', 'aria-label': t(`group.${group}`) },
      h('div', { class: 'group', 'aria-hidden': 'true' }, t(`group.${group}`)),
      [...COMMANDS.values()].filter((command) => command.group === group && canRun(command, at)).map(entry))))
  const entries = [...menu.querySelectorAll('[role=menuitem]')]
  if (!entries.length) return
  at.view.element.append(menu)
  place(menu, from)
  entries[0].focus()

  menu.addEventListener('keydown', (event) => {
    const i = entries.indexOf(document.activeElement)
    const to = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: entries.length - 1 }[event.key]
    if (to != null) entries.at(to % entries.length).focus()
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else if (event.key !== 'Enter' && event.key !== ' ') return
    else return event.stopPropagation()
    event.preventDefault()
    event.stopPropagation()
  })
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget)) menu.remove()
  })

  function entry(command) {
    const [key] = keysOf(command.id)
    return h('button', { type: 'button', role: 'menuitem', tabindex: -1, data: { command: command.id }, on: { click: () => { close(); run(command, here()) } } },
      h('span', {}, command.icon && icon(command.icon), t(`command.${command.id}`)), key && h('kbd', {}, showKey(key)))
  }

  /** Moves the focus away, which closes the menu. */
  function close() {
    at.grid.focus()
  }
}

/** Places the menu below the anchor, or where there is room. */
function place(menu, anchor) {
  const { left, bottom, top } = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const below = bottom + height <= innerHeight
  menu.style.left = `${Math.max(4, Math.min(left, innerWidth - width - 4))}px`
  menu.style.top = `${below ? bottom + 2 : Math.max(4, Math.min(top - height - 2, innerHeight - height - 4))}px`
}
