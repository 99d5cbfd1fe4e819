// Edits a bead's texts in its row. What is typed is kept until it is saved or given up, whatever happens
// to the connection, and when somebody else changes the bead the reviewer chooses.

import { complain } from '../core/announce.js'
import { fill, h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { judge, perform } from '../core/operations.js'
import { SIDES } from './bead-row.js'

/** Unsaved texts, by the key of the grid's item. */
export const drafts = new Map()

/** Opens an editor in the active row. */
export function edit({ grid, document, row, side }) {
  const { key } = grid.active
  if (!grid.modes.has(key)) grid.enter(new Editor({ grid, document, row, side, key }))
}

class Editor {
  constructor({ grid, document, row, side, key }) {
    Object.assign(this, { grid, document, key, side })
    /** The bead as it was when its texts were last looked at. */
    this.row = row
    this.fields = {}
    const draft = drafts.get(key) ?? {}
    for (const name of SIDES) {
      if (!row[name]) continue
      const area = h('textarea', { rows: 1, lang: row[name].lang, spellcheck: 'true', 'aria-label': t(`edit.${name}`), value: draft[name] ?? row[name].text, data: { side: name } })
      area.addEventListener('input', () => this.#typed(area))
      area.addEventListener('focus', () => { grid.side = name })
      area.addEventListener('keydown', (event) => this.#key(event))
      this.fields[name] = area
    }
    this.notice = h('div', { class: 'theirs', role: 'alert', hidden: true })
    this.buttons = h('div', { class: 'buttons' },
      button('save-and-go-on', 'main', () => this.save(true), 'Ctrl+Enter'),
      button('save', null, () => this.save(false), 'Enter'),
      SIDES.some((name) => row[name]?.unedited != null) && button('edit.revert', null, () => this.revert()),
      button('cancel', null, () => this.cancel(), 'Esc'))
  }

  /** Takes the place of the sides; called again whenever the row is painted. */
  paint(row, cells) {
    for (const name of SIDES) {
      const cell = cells[name]
      const area = this.fields[name]
      if (cell.contains(area)) continue
      cell.className = `side mode ${name}`
      cell.removeAttribute('tabindex')
      cell.painted = null
      const last = Object.keys(this.fields).at(-1) === name
      fill(cell, area ?? '', last && [this.notice, this.buttons])
      if (area) grow(area)
    }
    if (row.rev !== this.row.rev) this.#changed(row)
  }

  focus() {
    const area = this.fields[this.side] ?? Object.values(this.fields)[0]
    if (document.activeElement === area) return
    area.focus({ preventScroll: true })
    area.setSelectionRange(area.value.length, area.value.length)
  }

  /** The bead is gone: what was typed is shown, to be copied. */
  lost() {
    const texts = Object.values(this.fields).map((area) => area.value).join(' / ')
    if (this.#edited()) complain(t('edit.lost', { text: texts }))
    drafts.delete(this.key)
  }

  /** Another version has come: of the state only, or of a text that is being edited. */
  #changed(row) {
    const other = SIDES.filter((name) => this.fields[name] && row[name] && row[name].text !== this.row[name]?.text)
    if (!other.length) {
      this.row = row
      return
    }
    if (!this.#edited()) return this.#take(row)
    this.notice.hidden = false
    fill(this.notice,
      h('p', {}, t('edit.changed')),
      other.map((name) => h('p', { class: 'text', lang: row[name].lang }, row[name].text)),
      h('div', { class: 'buttons' },
        button('conflict.take-theirs', null, () => this.#take(row)),
        button('edit.keep-mine', null, () => this.#keep(row))))
  }

  #take(row) {
    for (const name of SIDES) {
      if (!this.fields[name] || !row[name]) continue
      this.fields[name].value = row[name].text
      grow(this.fields[name])
    }
    this.#keep(row)
    drafts.delete(this.key)
  }

  #keep(row) {
    this.row = row
    const had = this.notice.contains(document.activeElement)
    this.notice.hidden = true
    if (had) this.focus()
  }

  #typed(area) {
    grow(area)
    if (this.#edited()) drafts.set(this.key, Object.fromEntries(Object.entries(this.fields).map(([name, { value }]) => [name, value])))
    else drafts.delete(this.key)
  }

  /** The new texts, without those that are as before. */
  #edited() {
    const edit = { bead: this.row.bead }
    for (const [name, area] of Object.entries(this.fields)) {
      const text = oneLine(area.value)
      if (text !== this.row[name].text) edit[name] = text
    }
    return Object.keys(edit).length > 1 ? edit : null
  }

  #key(event) {
    if (event.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      this.save(event.ctrlKey || event.metaKey)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      this.cancel()
    }
  }

  revert() {
    for (const [name, area] of Object.entries(this.fields)) {
      area.value = this.row[name].unedited ?? this.row[name].text
      this.#typed(area)
    }
    this.focus()
  }

  cancel() {
    drafts.delete(this.key)
    this.grid.leave(this.key)
  }

  /** Saves; what is not accepted by the server stays in the editor. */
  async save(goOn) {
    const edit = this.#edited()
    const { grid, key, document, row } = this
    if (this.saving) return
    if (!edit) {
      grid.leave(key)
      if (goOn) judge(document, [row], 'accepted')
    } else {
      this.saving = true
      for (const area of Object.values(this.fields)) area.readOnly = true
      const done = await perform(document, { do: 'edit', edits: [edit] }, [row])
      this.saving = false
      for (const area of Object.values(this.fields)) area.readOnly = false
      if (!done) return
      drafts.delete(key)
      grid.leave(key)
    }
    if (goOn && grid.active?.key === key) grid.go(grid.next(1))
  }
}

/** The document's texts are one line each; a break can only have been pasted or typed by accident. */
function oneLine(text) {
  return text.replace(/\s*\n\s*/g, ' ').trim()
}

function grow(area) {
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
}

function button(label, kind, run, key) {
  return h('button', { type: 'button', class: kind, title: key, on: { click: run } }, t(label))
}
