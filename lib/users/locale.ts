/** The language in which a user is spoken to. */
import { lockOf, transaction } from '@/db/connection'
import { findLocale, storeFirstLocale, storeLocale } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { isLocale, type Locale } from '@/lib/base/locales'
import { isUnavailable } from '@/lib/base/unavailable'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'

/**
 * Stores the language that the user of these tokens chose; nothing for a visitor.
 *
 * The refresh token is enough. Otherwise a choice made after the access token has expired would be
 * undone by the refresh that follows.
 *
 * @throws Unavailable
 */
export async function chooseLocale(
  tokens: PresentedTokens,
  locale: Locale,
  now = new Date(),
): Promise<void> {
  const identified = await identifySession(tokens, now)
  if (identified?.reused !== null) return
  const { userId } = identified.session
  await transaction({ locks: lockOf(userId) }, () => storeLocale(userId, locale))
}

/**
 * The user's language. If they have chosen none it is from now on `otherwise`, which they read now.
 * During an outage it is `otherwise` too: a session must not wait for it.
 */
export async function localeOf(userId: UserId, otherwise: Locale): Promise<Locale> {
  try {
    const chosen = await findLocale(userId)
    if (chosen === null) {
      await transaction({ locks: lockOf(userId) }, () => storeFirstLocale(userId, otherwise))
    }
    return isLocale(chosen) ? chosen : otherwise
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return otherwise
  }
}
