// Find and replace in a document: every hit is shown before and after, and can be left out.

import { choice, field, openDialog } from '../core/dialog.js'
import { fill, h } from '../core/dom.js'
import { t } from '../core/i18n.js'
import { SIDES } from '../core/sides.js'
import { store } from '../core/store.js'
import { perform } from '../operations/operations.js'

/** Longest time that a pattern may take, in milliseconds. */
const SEARCH_TIMEOUT = 2000

/** Pause after a keystroke before the search begins, in milliseconds. */
const SEARCH_DELAY = 250

/** Number of hits that are shown at first, and added each time. */
const SHOWN_HITS = 200

/** Trusted Types treat a worker's address as a script; this is the only one. */
const worker = new URL('./replace-worker.js', import.meta.url).href
const policy = globalThis.trustedTypes?.createPolicy('diglot-worker', { createScriptURL: () => worker })

export function replaceInDocument({ document }) {
  const pattern = h('input', { type: 'text', autofocus: true, spellcheck: 'false', class: 'code' })
  const replacement = h('input', { type: 'text', spellcheck: 'false', class: 'code' })
  const regex = h('input', { type: 'checkbox' })
  const ignore = h('input', { type: 'checkbox', checked: true })
  const side = choice([['both', t('replace.both')], ...SIDES.map((name) => [name, t(`column.${name}`)])], 'target')
  const outcome = h('p', { class: 'found', role: 'status' })
  const list = h('ol', { class: 'hits' })
  /** The texts that change: `{row, side, before, changes, chosen}`. */
  let hits = []
  /** Number of texts that would become empty. */
  let emptied = 0
  let limit = SHOWN_HITS
  let timer = 0
  let searching = null

  const body = h('div', { class: 'replace' },
    h('div', { class: 'fields' }, field(t('replace.find'), pattern), field(t('replace.with'), replacement, t('replace.groups'))),
    h('div', { class: 'fields' }, field(t('replace.in'), side), field(t('replace.regex'), regex), field(t('replace.ignore-case'), ignore)),
    outcome, list)
  const { element, result } = openDialog({
    id: 'replace-dialog',
    title: t('command.replace'),
    wide: true,
    body,
    buttons: [{ label: t('cancel'), value: null }, { label: t('replace.apply', { n: 0 }), main: true, run: apply }],
  })
  const button = element.querySelector('footer .main')
  // In a regular expression `\p{Lu}` means capitals: case counts unless the reviewer chooses otherwise.
  regex.addEventListener('change', () => { ignore.checked = !regex.checked })
  body.addEventListener('input', (event) => {
    if (event.target.closest('.hits')) return
    clearTimeout(timer)
    timer = setTimeout(search, SEARCH_DELAY)
  })
  result.then(() => {
    clearTimeout(timer)
    searching?.terminate()
  })
  paint()

  async function search() {
    searching?.terminate()
    const rows = store.open.rows
    const sides = side.value === 'both' ? SIDES : [side.value]
    const places = rows.flatMap((row) => sides.filter((name) => row[name]).map((name) => ({ row, side: name, before: row[name].text })))
    hits = []
    emptied = 0
    limit = SHOWN_HITS
    if (!pattern.value) return paint()
    outcome.textContent = t('replace.searching')
    const answer = await ask({ pattern: pattern.value, flags: ignore.checked ? 'giu' : 'gu', literal: !regex.checked, replacement: replacement.value, texts: places.map((place) => place.before) })
    if (!answer) return
    const found = (answer.hits ?? []).map(({ index, changes }) => ({ ...places[index], changes, chosen: true }))
    // No text can become empty: the server would refuse all edits.
    hits = found.filter((hit) => outcomeOf(hit).trim() !== '')
    emptied = found.length - hits.length
    paint(answer)
  }

  /** The worker's answer, or nothing if another search has begun. */
  function ask(question) {
    return new Promise((resolve) => {
      const mine = new Worker(policy ? policy.createScriptURL('') : worker, { type: 'module' })
      searching = mine
      const late = setTimeout(() => finish({ late: true }), SEARCH_TIMEOUT)
      const finish = (answer) => {
        clearTimeout(late)
        mine.terminate()
        resolve(searching === mine ? answer : null)
      }
      mine.onmessage = ({ data }) => finish(data)
      mine.onerror = (event) => finish({ error: event.message })
      mine.postMessage(question)
    })
  }

  function paint({ error, late } = {}) {
    const places = hits.reduce((sum, hit) => sum + hit.changes.length, 0)
    outcome.classList.toggle('warning', Boolean(error || late))
    outcome.textContent = late ? t('replace.late') : error ? t('replace.bad', { error }) : pattern.value ? t('replace.found', { n: places }) : ''
    if (emptied) outcome.textContent += `. ${t('replace.empty', { n: emptied })}`
    fill(list,
      hits.slice(0, limit).map(line),
      hits.length > limit && h('li', {}, h('button', { type: 'button', on: { click: () => { limit += SHOWN_HITS; paint() } } }, t('replace.more', { n: hits.length - limit }))))
    count()
  }

  function line(hit) {
    const box = h('input', { type: 'checkbox', checked: hit.chosen, 'aria-label': t('replace.this'), on: { change: () => { hit.chosen = box.checked; count() } } })
    const lang = hit.row[hit.side].lang
    return h('li', { data: { bead: hit.row.bead } }, h('label', {}, box,
      h('span', { class: 'change' },
        h('span', { class: 'before', lang }, h('span', { class: 'unseen' }, `${t('replace.before')}: `), pieces(hit, (change) => h('del', {}, hit.before.slice(change.start, change.end)))),
        h('span', { class: 'after', lang }, h('span', { class: 'unseen' }, `${t('replace.after')}: `), pieces(hit, (change) => h('ins', {}, change.text))))))
  }

  function count() {
    const chosen = hits.filter((hit) => hit.chosen).length
    button.textContent = t('replace.apply', { n: chosen })
    button.disabled = chosen === 0
  }

  async function apply() {
    const edits = new Map()
    const seen = new Map()
    for (const hit of hits.filter((hit) => hit.chosen)) {
      const { row, side } = hit
      edits.set(row.bead, { ...(edits.get(row.bead) ?? { bead: row.bead }), [side]: outcomeOf(hit) })
      seen.set(row.bead, row)
    }
    if (!edits.size) return undefined
    button.disabled = true
    const done = await perform(document, { do: 'edit', edits: [...edits.values()] }, [...seen.values()], t('replace.done', { n: edits.size }))
    button.disabled = false
    return done ?? undefined
  }
}

/** The new text of a hit. */
function outcomeOf(hit) {
  return pieces(hit, (change) => change.text).join('')
}

/** A text in pieces, with something else for each change. */
function pieces({ before, changes }, make) {
  const parts = []
  let from = 0
  for (const change of changes) {
    parts.push(before.slice(from, change.start), make(change))
    from = change.end
  }
  return [...parts, before.slice(from)]
}
