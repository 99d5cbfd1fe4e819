// Why a bead is doubtful, in words.

import { has, percent, t } from './i18n.js'
import { store } from './store.js'

/** The name of a reason. For a rule without a name in the language it is the rule's summary. */
export function reasonName(reason) {
  const key = ['reason', 'rule'].map((kind) => `${kind}.${reason}`).find(has)
  return key ? t(key) : (store.about?.rule_summaries[reason] ?? reason)
}

/** What a reason means; for a rule with its code. */
export function reasonAbout(reason) {
  if (!has(`about.${reason}`)) return t('about.rule', { code: reason })
  return t(`about.${reason}`, { share: percent(store.about?.doubtful_below ?? 0) })
}

/** Why a bead has its place in the queue: `docs/review.md` has the order. */
export function rankReason({ score, reasons }) {
  if (reasons.includes('needs-work')) return t('queue.rank.needs-work')
  if (score > 0.5 && reasons.some((reason) => reason !== 'score' && reason !== 'kind')) return t('queue.rank.half', { share: percent(0.5) })
  if (score > 0.8 && reasons.includes('kind')) return t('queue.rank.kind', { share: percent(0.8) })
  return t('queue.rank.score', { share: percent(score) })
}
