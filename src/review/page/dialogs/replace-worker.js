// Finds and replaces in a worker, so that a pattern that never comes to an end can be stopped.

/**
 * A message holds `{pattern, flags, literal, replacement, texts}`; the answer is `{hits}`, for each text
 * that changes `{index, after, count}`, or `{error}`.
 */
onmessage = ({ data: { pattern, flags, literal, replacement, texts } }) => {
  try {
    const source = literal ? pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : pattern
    const expression = new RegExp(source, flags)
    const insert = literal ? () => replacement : replacement
    const hits = []
    texts.forEach((text, index) => {
      const count = [...text.matchAll(expression)].length
      const after = count ? text.replace(expression, insert) : text
      if (after !== text) hits.push({ index, after, count })
    })
    postMessage({ hits })
  } catch (error) {
    postMessage({ error: error.message })
  }
}
