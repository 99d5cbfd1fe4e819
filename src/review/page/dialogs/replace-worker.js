// Finds and replaces in a worker, so that a pattern that never ends can be stopped.

/**
 * A message holds `{pattern, flags, literal, replacement, texts}`. The answer is `{error}`, or `{hits}` with
 * `{index, changes}` for each text that changes. A change is `{start, end, text}`: the range that is replaced, and
 * the new text.
 */
onmessage = ({ data: { pattern, flags, literal, replacement, texts } }) => {
  try {
    const source = literal ? pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : pattern
    const expression = new RegExp(source, flags)
    const hits = []
    texts.forEach((text, index) => {
      const changes = [...text.matchAll(expression)]
        .map((match) => ({ start: match.index, end: match.index + match[0].length, text: literal ? replacement : expand(replacement, match) }))
        .filter(({ start, end, text: inserted }) => text.slice(start, end) !== inserted)
      if (changes.length) hits.push({ index, changes })
    })
    postMessage({ hits })
  } catch (error) {
    postMessage({ error: error.message })
  }
}

/** Expands a replacement as `String.prototype.replace` does: ECMA-262, GetSubstitution. */
function expand(replacement, match) {
  return replacement.replace(/\$(?:([$&`'])|(\d{1,2})|<([^>]*)>)/g, (whole, sign, digits, name) => {
    if (sign === '$') return '$'
    if (sign === '&') return match[0]
    if (sign === '`') return match.input.slice(0, match.index)
    if (sign === "'") return match.input.slice(match.index + match[0].length)
    if (name != null) return match.groups ? (match.groups[name] ?? '') : whole
    if (Number(digits) > 0 && Number(digits) < match.length) return match[Number(digits)] ?? ''
    const [first, second] = digits
    return second != null && Number(first) > 0 && Number(first) < match.length ? (match[Number(first)] ?? '') + second : whole
  })
}
