// Edits a bead's texts in its row. Typed text is kept until it is saved or thrown away, whatever happens to the
// connection or to the bead. If somebody else changes the bead, the reviewer chooses. If the bead gets another id
// or becomes part of another bead, the editor follows its text.

import { fill, h, set } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { ignoreKeys } from '../core/keys.js'
import { announce, notify } from '../core/messages.js'
import { SIDES } from '../core/sides.js'
import { perform, setStatus } from '../operations/operations.js'
import { draftKey, drafts } from './drafts.js'
import { askAboutOrphan } from './orphan.js'

/** Opens an editor in the active row. */
export function edit({ grid, document, row, side }) {
  const { active } = grid
  if (grid.modes.has(active.key)) return grid.focus()
  grid.enter(new Editor({ grid, document, row, side, item: active }))
}

class Editor {
  constructor({ grid, document, row, side, item }) {
    Object.assign(this, { grid, document, side, key: item.key, draft: draftKey(item) })
    const kept = drafts.get(this.draft)
    /** The bead as it was when its texts were last compared. */
    this.row = kept?.row ?? row
    this.fields = {}
    for (const name of SIDES) if (this.row[name]) this.#field(name, this.row[name].lang, kept?.texts[name] ?? this.row[name].text)
    this.notice = h('div', { class: 'theirs', role: 'alert', hidden: true })
    this.discard = button('edit.discard', null, () => this.#discard())
    this.buttons = h('div', { class: 'buttons' },
      button('save-and-go-on', 'main', () => this.save(true), 'Ctrl+Enter'),
      button('save', null, () => this.save(false), 'Enter'),
      SIDES.some((name) => row[name]?.unedited != null) && button('edit.revert', null, () => this.revert()),
      button('edit.close', null, () => this.escape(), 'Esc'),
      this.discard)
    this.#weigh()
    if (kept) announce(t('edit.draft'))
  }

  #field(name, lang, text) {
    const area = h('textarea', { rows: 1, lang, spellcheck: 'true', 'aria-label': t(`edit.${name}`), value: text, data: { side: name } })
    area.addEventListener('input', () => this.#typed(area))
    area.addEventListener('focus', () => { this.grid.side = this.side = name })
    area.addEventListener('keydown', (event) => this.#key(event))
    this.fields[name] = area
  }

  /** Replaces the sides; called again whenever the row is painted. */
  paint(row, cells) {
    for (const name of SIDES) {
      const cell = cells[name]
      const area = this.fields[name]
      const last = Object.keys(this.fields).at(-1) === name
      if (area ? cell.contains(area) : cell.classList.contains('mode') && !cell.hasChildNodes()) continue
      cell.className = `side mode ${name}`
      cell.removeAttribute('tabindex')
      cell.painted = null
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

  /** Returns a function that restores the focus after the fields have moved in the page, or `null`. */
  keepFocus() {
    const area = Object.values(this.fields).find((area) => area === document.activeElement)
    if (!area) return null
    const { selectionStart, selectionEnd } = area
    return () => {
      area.focus({ preventScroll: true })
      area.setSelectionRange(selectionStart, selectionEnd)
    }
  }

  /**
   * The bead has another id, or has become part of another one. Finds the bead with its text among the new ones, in
   * the same quote if possible. Returns its item, or nothing if the typed text has no place any more. With `exactly`,
   * for a bead that is still there, only a bead with exactly its texts counts.
   */
  follow(items, exactly) {
    const edit = this.#edited()
    const { row } = this
    const sides = SIDES.filter((name) => row[name] && (exactly || !edit || edit[name] != null))
    const mine = items.filter((item) => !item.document || item.document.id === this.document)
    const find = (test) => {
      const found = mine.filter((item) => sides.every((name) => item.row[name] && test(item.row[name].text, row[name].text)))
      return found.find((item) => item.row.quote === row.quote) ?? found[0]
    }
    if (!sides.length) return null
    const found = find((now, before) => now === before) ?? (exactly ? null : find((now, before) => before.length > 0 && now.includes(before)))
    if (!found) return null
    for (const name of SIDES) {
      const now = found.row[name]
      const area = this.fields[name]
      if (!now && area) {
        area.remove()
        delete this.fields[name]
      } else if (now && !area) {
        this.#field(name, now.lang, now.text)
      } else if (now) {
        // Text that was joined to the old text stays beside the typed one.
        const text = edit?.[name] == null ? now.text : now.text.replace(row[name].text, () => area.value)
        if (text !== area.value) put(area, text, now.text.indexOf(row[name].text))
      }
    }
    // In the order of the row.
    this.fields = Object.fromEntries(SIDES.filter((name) => this.fields[name]).map((name) => [name, this.fields[name]]))
    drafts.delete(this.draft)
    Object.assign(this, { row: found.row, key: found.key, draft: draftKey(found) })
    this.#remember()
    return found
  }

  /** Whether the bead's id now belongs to another part of the document. */
  strayed(row) {
    return SIDES.some((name) => (row[name]?.unedited ?? textOf(row, name)) !== (this.row[name]?.unedited ?? textOf(this.row, name)))
  }

  /** The bead is gone, and no other has its text: the typed text waits in a dialog. */
  lost() {
    ignoreKeys()
    drafts.delete(this.draft)
    const typed = SIDES.filter((name) => this.fields[name] && this.#edited()?.[name] != null)
    if (!typed.length) return announce(t('edit.gone'))
    keepOrphan({
      grid: this.grid,
      document: this.document,
      side: this.side,
      texts: Object.fromEntries(typed.map((name) => [name, this.fields[name].value])),
      caret: this.fields[this.side]?.selectionStart,
      row: this.row,
    })
  }

  /** Another version has arrived: of the state only, or of a text that is being edited. */
  #changed(row) {
    const other = SIDES.filter((name) => this.fields[name] && textOf(row, name) !== textOf(this.row, name))
    if (!other.length) {
      this.row = row
      return
    }
    if (!this.#edited()) return this.#take(row)
    this.notice.hidden = false
    fill(this.notice,
      h('p', {}, t('edit.changed')),
      other.map((name) => h('p', { class: 'text', lang: row[name]?.lang }, row[name]?.text ?? t(`empty.${name}`))),
      h('div', { class: 'buttons' },
        button('conflict.take-theirs', null, () => this.#take(row)),
        other.every((name) => row[name]) && button('edit.keep-mine', null, () => this.#keep(row))))
    if (this.fields[this.side] === document.activeElement) this.notice.scrollIntoView({ block: 'nearest' })
  }

  #take(row) {
    for (const [name, area] of Object.entries(this.fields)) {
      area.value = textOf(row, name)
      grow(area)
    }
    this.#keep(row)
  }

  #keep(row) {
    this.row = row
    const had = this.notice.contains(document.activeElement)
    this.notice.hidden = true
    this.#remember()
    if (had) this.focus()
  }

  #typed(area) {
    grow(area)
    this.#remember()
  }

  /** Keeps the typed texts, also after the editor is closed. */
  #remember() {
    if (this.#edited()) drafts.set(this.draft, { row: this.row, texts: Object.fromEntries(Object.entries(this.fields).map(([name, { value }]) => [name, value])) })
    else drafts.delete(this.draft)
    this.#weigh()
  }

  #weigh() {
    set(this.discard, 'hidden', !this.#edited())
  }

  /** The texts that have changed; `null` if none has. */
  #edited() {
    const edit = { bead: this.row.bead }
    for (const [name, area] of Object.entries(this.fields)) {
      const text = oneLine(area.value)
      if (text !== textOf(this.row, name)) edit[name] = text
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
      this.escape()
    }
  }

  revert() {
    for (const [name, area] of Object.entries(this.fields)) {
      area.value = this.row[name]?.unedited ?? textOf(this.row, name)
      this.#typed(area)
    }
    this.focus()
  }

  /** Closes the editor; the typed texts are kept for the next time. */
  escape() {
    if (this.saving) return
    if (this.#edited()) notify(t('edit.kept'))
    this.grid.leave(this.key)
  }

  #discard() {
    drafts.delete(this.draft)
    this.grid.leave(this.key)
  }

  /** Saves. If the server refuses, the texts stay in the editor. */
  async save(goOn) {
    const edit = this.#edited()
    const { grid, document, row } = this
    if (this.saving) return
    if (!edit) {
      grid.leave(this.key)
      if (goOn) setStatus(document, [row], 'accepted')
    } else {
      this.saving = true
      for (const area of Object.values(this.fields)) area.readOnly = true
      const done = await perform(document, { do: 'edit', edits: [edit] }, [row])
      this.saving = false
      for (const area of Object.values(this.fields)) area.readOnly = false
      if (!done) return this.focus()
      drafts.delete(this.draft)
      grid.leave(this.key)
    }
    if (goOn && grid.active?.key === this.key) grid.go(grid.next(1))
  }
}

/** Asks what to do with texts whose bead is gone. Until then they count as unsaved. */
async function keepOrphan({ grid, document, side, texts, caret, row }) {
  const name = `orphan ${document} ${row.bead}`
  drafts.set(name, { row, texts })
  const active = grid.active
  const into = active?.row && Object.keys(texts).every((side) => active.row[side]) ? active.row : null
  const kept = await askAboutOrphan({ into, side, texts, caret, row })
  drafts.delete(name)
  if (!kept || !grid.goTo(into.bead)) return
  const { row: now } = grid.active
  drafts.set(draftKey(grid.active), { row: now, texts: Object.fromEntries(SIDES.filter((side) => now[side]).map((side) => [side, kept[side] ?? now[side].text])) })
  edit({ grid, document, row: now, side })
}

/** A text as one line, as in documents: a line break was pasted or typed by accident. */
function oneLine(text) {
  return text.replace(/\s*\n\s*/g, ' ').trim()
}

/** The text of a side; empty if somebody else has removed the side. */
function textOf(row, name) {
  return row[name]?.text ?? ''
}

/** Puts another text into a field. The old text begins at `shift` in it; the caret keeps its place in that. */
function put(area, text, shift) {
  const { selectionStart, selectionEnd } = area
  area.value = text
  area.setSelectionRange(selectionStart + Math.max(0, shift), selectionEnd + Math.max(0, shift))
  grow(area)
}

function grow(area) {
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
}

function button(label, kind, run, key) {
  return h('button', { type: 'button', class: kind, title: key, on: { click: run } }, t(label))
}
