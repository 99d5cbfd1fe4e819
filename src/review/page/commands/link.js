// Linking an original with a translation.

import { onBeadInDocument } from '../core/conditions.js'
import { t } from '../core/i18n.js'
import { notify } from '../core/messages.js'
import { store } from '../core/store.js'
import { restructure } from '../operations/operations.js'

export default [
  {
    id: 'link',
    names: { en: 'Link two cells', fr: 'Lier deux cellules', ru: 'Связать две ячейки' },
    group: 'structure',
    keys: ['Shift+l'],
    when: onBeadInDocument,
    run: link,
  },
]

/** The first time marks the active cell, the second time links it with the one on the other side. */
function link({ grid, document, row, side }) {
  const from = grid.linking
  grid.linking = null
  if (from?.key === row.bead && from.side === side) {
    notify(t('link.off'))
  } else if (!from || from.side === side) {
    grid.linking = { key: row.bead, side }
    notify(t('link.on'))
  } else {
    const other = store.open.rows[store.indexOf(from.key)]
    if (other && other.quote === row.quote) {
      const [source, target] = side === 'target' ? [other, row] : [row, other]
      restructure(document, { do: 'link', source: source.bead, target: target.bead }, [source, target])
    } else {
      notify(t('link.elsewhere'))
    }
  }
  grid.repaint()
}
