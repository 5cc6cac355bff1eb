/** Finds the language that a browser or program asks for. */
import Negotiator from 'negotiator'
import { LOCALES, isLocale, type Locale } from '@/lib/base/locales'

/**
 * The best of our languages for an `Accept-Language` header; null if it names none of them.
 *
 * @see RFC 9110 §12.5.4
 */
export function negotiateLocale(accepted: string | null): Locale | null {
  if (!accepted) return null
  // `*` would get the first of our list, which is no wish for it.
  const ranges = accepted.split(',').filter((range) => !range.trim().startsWith('*'))
  const headers = { 'accept-language': ranges.join() }
  const [best] = new Negotiator({ headers }).languages([...LOCALES])
  return isLocale(best) ? best : null
}
