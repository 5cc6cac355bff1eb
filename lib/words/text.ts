/**
 * Texts of the catalogues: plain, with `{places}` for values, and with a form for each plural.
 * They are data, so that a page can hand the few that it needs to a client component.
 */
import { FORMAT_TAGS, type Locale } from '@/lib/base/locales'

declare const places: unique symbol

/** A text with a place for each of `Name`. */
export type Text<Name extends string = never> = string & { readonly [places]?: Name }

/** A text for each plural category of its language; the count goes to `{n}`. @see Unicode TR35 */
export type Plural<Name extends string = never> = {
  readonly other: Text<Name>
} & Readonly<Partial<Record<Intl.LDMLPluralRule, Text<Name>>>>

type PlacesIn<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlacesIn<Rest>
  : never

/** What every language must say, by what English says. */
export type Translated<English> = English extends string
  ? Text<PlacesIn<English>>
  : English extends { readonly other: infer Other extends string }
    ? Plural<PlacesIn<Other>>
    : { readonly [Key in keyof English]: Translated<English[Key]> }

type Values<Name extends string> = Readonly<Record<Name, string | number>>

const PLACE = /\{(\w+)\}/g

/** `text` with a value in each of its places. */
export function fill<Name extends string>(text: Text<Name>, values: Values<Name>): string {
  return text.replace(PLACE, (_, name: Name) => String(values[name]))
}

/** The form of `text` for `n` of something, with `n` written as in `locale`. */
export function plural<Name extends string>(
  locale: Locale,
  text: Plural<Name>,
  n: number,
  ...[values]: Exclude<Name, 'n'> extends never ? [] : [Values<Exclude<Name, 'n'>>]
): string {
  const form: Text<string> = pluralForm(locale, text, n)
  return fill(form, { ...values, n: formatNumber(locale, n) })
}

/** The form of `text` for `n` of something, its places still empty; for elements in them. */
function pluralForm<Name extends string>(
  locale: Locale,
  text: Plural<Name>,
  n: number,
): Text<Name> {
  return text[rules(locale).select(n)] ?? text.other
}

/** A count that may have stopped early: at its most it means that many or more. */
export interface Counted<Name extends string = never> {
  readonly counted: Plural<Name>
  readonly orMore: Text<Name>
}

/** The text for a count that stops at `most`, its places still empty. */
export function countedForm<Name extends string>(
  locale: Locale,
  { counted, orMore }: Counted<Name>,
  { count, most }: { count: number; most: number },
): Text<Name> {
  return count >= most ? orMore : pluralForm(locale, counted, count)
}

/** The parts of `text`, in order: what is said, and the names of its places. */
export function partsOf(text: string): ({ said: string } | { place: string })[] {
  return text
    .split(PLACE)
    .map((part, index) => (index % 2 === 0 ? { said: part } : { place: part }))
    .filter((part) => !('said' in part) || part.said !== '')
}

/** `1,234` or `1.234`. */
export function formatNumber(locale: Locale, n: number): string {
  return numbers(locale).format(n)
}

const rules = byLocale((tag) => new Intl.PluralRules(tag))
const numbers = byLocale((tag) => new Intl.NumberFormat(tag))

/** Makes one of a kind for each language, when it is first needed. */
export function byLocale<T>(make: (tag: string) => T): (locale: Locale) => T {
  const made = new Map<Locale, T>()
  return (locale) => {
    const before = made.get(locale)
    if (before !== undefined) return before
    const one = make(FORMAT_TAGS[locale])
    made.set(locale, one)
    return one
  }
}
