// The interface in the reviewer's language: texts, plural forms, numbers and dates.

import { LANGUAGES } from '../lang/languages.js'

let code = 'en'
let texts = {}
let plural = null
let numbers = null
let percents = null
let times = null
let names = null

/** Texts that are defined outside `lang/`, by key and language. */
const defined = new Map()

/** The code of the language in use. */
export const language = () => code

/** The best language for a browser that prefers `wanted`, in this order. */
export function bestLanguage(wanted) {
  for (const tag of wanted) {
    const found = LANGUAGES.find((row) => row.code === tag.toLowerCase().split('-')[0])
    if (found) return found.code
  }
  return LANGUAGES[0].code
}

/** Loads a language, for everything that is made from now on. */
export async function useLanguage(wanted) {
  const row = LANGUAGES.find((row) => row.code === wanted) ?? LANGUAGES[0]
  texts = (await row.load()).default
  code = row.code
  plural = new Intl.PluralRules(code)
  numbers = new Intl.NumberFormat(code)
  percents = new Intl.NumberFormat(code, { style: 'percent', roundingMode: 'floor' })
  times = new Intl.DateTimeFormat(code, { dateStyle: 'medium', timeStyle: 'short' })
  names = new Intl.DisplayNames(code, { type: 'language' })
  document.documentElement.lang = code
}

/** Defines a text in several languages; files of `lang/` may have others. */
export function defineText(key, byLanguage) {
  defined.set(key, byLanguage)
}

function textOf(key) {
  const own = defined.get(key)
  return texts[key] ?? own?.[code] ?? own?.[LANGUAGES[0].code]
}

/**
 * The text for a key. `{name}` in it means `values.name`; where it has several plural forms,
 * `values.n` chooses one.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  let text = textOf(key)
  if (text == null) return key
  if (typeof text === 'object') text = text[plural.select(values.n)] ?? text.other
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name]
    return typeof value === 'number' ? numbers.format(value) : (value ?? whole)
  })
}

/** Whether there is a text for a key. */
export const has = (key) => textOf(key) != null

export const number = (value) => numbers.format(value)
/** A percentage, rounded down: only 1 is shown as 100 %. */
export const percent = (value) => percents.format(value)

/** @param {string} at  RFC 3339 */
export function time(at) {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? at : times.format(date)
}

/** A text with a capital first letter, for languages that write names of languages with a small one. */
export function capital(text) {
  const [first = ''] = text
  return first.toLocaleUpperCase(code) + text.slice(first.length)
}

/** The name of a language, in the language of the interface. */
export function languageName(tag) {
  try {
    return names.of(tag)
  } catch {
    return tag // Not well formed.
  }
}
