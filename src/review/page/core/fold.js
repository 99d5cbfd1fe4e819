// Texts for searching: without case, diacritics, and differences between signs that few people can type.

const SIGNS = [
  [/[\u2018\u2019\u201A\u201B\u02BC\u02B9\u2032\u00B4\u0060]/g, "'"],
  [/[\u00AB\u00BB\u201C\u201D\u201E\u201F\u2039\u203A\u2033]/g, '"'],
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/\s+/g, ' '],
  [/\u00AD/g, ''],
  [/œ/g, 'oe'],
  [/æ/g, 'ae'],
]

/** A text for comparing; й stays different from и. */
export function fold(text) {
  let folded = text.toLowerCase().normalize('NFD').replace(/(?<!и)\u0306|(?!\u0306)\p{M}/gu, '')
  for (const [sign, plain] of SIGNS) folded = folded.replace(sign, plain)
  return folded
}
