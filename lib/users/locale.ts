/** The language in which a user is spoken to. */
import { lockOf, transaction } from '@/db/connection'
import { findLocale, storeLocale } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import type { Locale } from '@/lib/base/locales'
import { isUnavailable } from '@/lib/base/unavailable'

/** Stores the language that a user chose. @throws Unavailable */
export async function chooseLocale(userId: UserId, locale: Locale): Promise<void> {
  await transaction({ locks: lockOf(userId) }, () => storeLocale(userId, locale))
}

/**
 * The user's language. If they have chosen none it is from now on `otherwise`, which they read now.
 * During an outage it is `otherwise` too: a session must not wait for it.
 */
export async function localeOf(userId: UserId, otherwise: Locale): Promise<Locale> {
  try {
    const chosen = await findLocale(userId)
    if (chosen === null) await chooseLocale(userId, otherwise)
    return chosen ?? otherwise
  } catch (error) {
    if (!isUnavailable(error)) throw error
    return otherwise
  }
}
