/** Each language says the same as English, and says it in its own words. */
import { describe, expect, test } from 'vitest'
import { LOCALES, type Locale } from '@/lib/base/locales'
import { wordsIn } from './catalogues'
import { partsOf } from './text'

/** Texts that are the same in both languages, by their path. */
const EQUAL = new Set([
  'accounts.fields.name',
  'administration.title',
  'apiReference.optional',
  'applications.logo.title',
  'common.name',
  'devMail.html',
  'footer.system',
  'frame.areas.administration',
  'incidents.filter.label',
  'outbox.failed.columns.mail',
  'passkeys.card.title',
  'passkeys.page.rename.field',
  'passkeys.page.title',
  'passkeys.page.unnamed',
  'profile.about.name',
  'roles.form.name',
  'secondFactor.field.label',
  'users.create.form.name',
  'users.list.filter.label',
  'users.profile.id',
])

/** Every text of a language, by its path. */
function textsOf(locale: Locale): Map<string, string> {
  const texts = new Map<string, string>()
  const collect = (value: unknown, path: string) => {
    if (typeof value === 'string') texts.set(path, value)
    else
      for (const [key, inner] of Object.entries(value as object)) collect(inner, `${path}.${key}`)
  }
  collect(wordsIn(locale), locale)
  return new Map([...texts].map(([path, text]) => [path.slice(locale.length + 1), text]))
}

const english = textsOf('en')
const placesIn = (text: string) =>
  partsOf(text).flatMap((part) => ('place' in part ? [part.place] : []))
/** The path without the plural form, of which a language has its own. */
const withoutForm = (path: string) => path.replace(/\.(zero|one|two|few|many|other)$/, '')

describe.each(LOCALES.filter((locale) => locale !== 'en'))('%s', (locale) => {
  const texts = textsOf(locale)

  test('says everything that English says, and nothing else', () => {
    const keys = (all: Map<string, string>) => [...new Set([...all.keys()].map(withoutForm))].sort()
    expect(keys(texts)).toEqual(keys(english))
  })

  test('has the same places in each text', () => {
    const wrong = [...texts].filter(([path, text]) => {
      const other = english.get(path) ?? english.get(`${withoutForm(path)}.other`) ?? ''
      const expected = new Set(placesIn(other))
      const found = new Set(placesIn(text))
      // A form for one thing may name the number or say it in words.
      const isForm = withoutForm(path) !== path
      return (
        [...expected].some((n) => !found.has(n) && !(isForm && n === 'n')) ||
        [...found].some((n) => !expected.has(n) && !(isForm && n === 'n'))
      )
    })
    expect(wrong).toEqual([])
  })

  test('has every plural form that the language needs', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    const missing = [...texts.keys()]
      .filter((path) => path.endsWith('.other') && texts.has(`${withoutForm(path)}.one`))
      .flatMap((path) => forms.map((form) => `${withoutForm(path)}.${form}`))
      .filter((path) => !texts.has(path))
    expect(missing).toEqual([])
  })

  test('is no copy of English, but for words that are the same', () => {
    const copied = [...texts].filter(([path, text]) => {
      const isWord = /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, ''))
      return isWord && english.get(path) === text && !EQUAL.has(path)
    })
    expect(copied).toEqual([])
  })
})

test.each(LOCALES)('%s says "log in" and "log out" only', (locale) => {
  const wrong = [...textsOf(locale)].filter(
    ([path, text]) =>
      path !== 'logIn.form.stay' && /\bsign(ed|ing)?[ -](in|out)\b|\beinlogg|\bauslogg/i.test(text),
  )
  expect(wrong).toEqual([])
})

test.each(LOCALES)('%s has no empty text and no stray space', (locale) => {
  const wrong = [...textsOf(locale)].filter(
    ([, text]) => text.trim() !== text || text === '' || /\s{2}/.test(text),
  )
  expect(wrong).toEqual([])
})
