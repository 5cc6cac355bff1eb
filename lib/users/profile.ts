/** What users say about themselves: their name and their language. */
import { lockOf, transaction } from '@/db/connection'
import { deleteUserTerms } from '@/db/queries/user-terms'
import { findUserRow, updateProfile, type UserRecord } from '@/db/queries/users'
import type { SessionId, UserId } from '@/lib/base/ids'
import type { Locale } from '@/lib/base/locales'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { isNameTooLong, oneLine } from './name'
import { recordTerms } from './search-terms'

export interface Profile {
  name: string
  email: string
  emailVerifiedAt: Date | null
  /** As a tag (BCP 47); null for a user who has chosen none. */
  language: string | null
}

/** Null for a user who was deleted in the meantime. @throws Unavailable */
export async function findProfile({ userId }: { userId: UserId }): Promise<Profile | null> {
  const user = await findUserRow(userId)
  return user && profileOf(user)
}

export interface ProfileChange {
  readonly name?: string | undefined
  readonly language?: Locale | undefined
}

type ProfileRefusal = 'name-too-long' | 'gone'

export type ProfileResult = { ok: true; profile: Profile } | { ok: false; reason: ProfileRefusal }

/**
 * Changes what `change` names, and records what really changed. An empty name is allowed: pages then
 * call the user by the email address.
 *
 * @returns the profile afterwards; `gone` for a user who was deleted in the meantime
 * @throws Unavailable; nothing has changed then.
 */
export async function changeProfile(
  { userId, sessionId }: { userId: UserId; sessionId: SessionId },
  change: ProfileChange,
  from: SeenFrom,
  now = new Date(),
): Promise<ProfileResult> {
  const name = change.name === undefined ? undefined : oneLine(change.name)
  if (name !== undefined && isNameTooLong(name)) return { ok: false, reason: 'name-too-long' }
  return transaction({ locks: lockOf(userId) }, async () => {
    const before = await findUserRow(userId)
    if (!before) return { ok: false, reason: 'gone' }
    const after = {
      ...before,
      name: name ?? before.name,
      locale: change.language ?? before.locale,
    }
    const isRenamed = after.name !== before.name
    const isOtherLanguage = after.locale !== before.locale
    if (!isRenamed && !isOtherLanguage) return { ok: true, profile: profileOf(before) }
    await updateProfile(userId, { name: after.name, locale: after.locale })
    if (isRenamed) await replaceTerms(after)
    await recordEvent(
      {
        type: 'user_updated',
        ...byOwner(userId),
        sessionId,
        from,
        ...(isOtherLanguage && after.locale !== null && { details: { language: after.locale } }),
        ...(isRenamed && { personal: { name: after.name, formerName: before.name } }),
      },
      now,
    )
    return { ok: true, profile: profileOf(after) }
  })
}

async function replaceTerms(user: UserRecord): Promise<void> {
  await deleteUserTerms(user.id)
  await recordTerms(user)
}

function profileOf({ name, email, emailVerifiedAt, locale }: UserRecord): Profile {
  return { name, email, emailVerifiedAt, language: locale }
}
