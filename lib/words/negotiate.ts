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
  const [best] = new Negotiator({ headers: { 'accept-language': accepted } }).languages([
    ...LOCALES,
  ])
  // `*` alone gets the first of the list, which is no wish for it.
  return isLocale(best) && accepted.toLowerCase().includes(best) ? best : null
}
