// What the page says, in the reader's language.
import en from './texts-en.js'
import ja from './texts-ja.js'
import { place } from './place.js'

const LANGUAGES = { en, ja }

/** The language of the page; who imports it sees it change. */
export let language

let dates, days, numbers, percents

/**
 * `?ui_locales=` as in OpenID Connect, then what the browser prefers, then the realm's own language. Again after a visit to
 * the sign-in page, from which a browser comes back to an address without a query.
 */
export function choose () {
  language = [
    ...(new URLSearchParams(location.search).get('ui_locales') || '').split(' '),
    ...navigator.languages,
    place.locale
  ].map(tag => tag.split('-')[0].toLowerCase()).find(tag => Object.hasOwn(LANGUAGES, tag)) || 'en'
  document.documentElement.lang = language
  document.documentElement.dir = 'ltr'
  dates = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  numbers = new Intl.NumberFormat(language)
  percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
}

choose()

/** The text of that key, with the values for its `{names}`. */
export function t (key, values = {}) {
  const text = LANGUAGES[language][key] ?? en[key] ?? key
  return text.replace(/\{(\w+)\}/g, (field, name) => name in values ? values[name] : field)
}

/** Whether there is such a text. */
export function has (key) {
  return key in en
}

/** A text that depends on a number: the key ends in `.one` or `.other`. */
export function counted (key, count) {
  const one = new Intl.PluralRules(language).select(count) === 'one'
  return t(`${key}.${one ? 'one' : 'other'}`, { count: number(count) })
}

export const number = count => numbers.format(count)

/** Of a part in a whole; nothing of nothing is 0 %. */
export const share = (part, whole) => percents.format(whole === 0 ? 0 : part / whole)

/** An instant, in the reader's time zone. */
export const instant = iso => dates.format(new Date(iso))

/** A day without a time zone. */
export const day = iso => days.format(new Date(iso))
