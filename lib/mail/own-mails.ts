/** What a user sees of our mails: the last ones, and which of them they want. */
import { lockOf, transaction } from '@/db/connection'
import { findMutedNotices, listSentMails, storeMutedNotices } from '@/db/queries/mails'
import type { UserId } from '@/lib/base/ids'
import { OPTIONAL_NOTICES, isMailKind, type MailKind, type OptionalNotice } from './kinds'
import { mutedIn } from './muted'

const SHOWN = 20

export interface SentMail {
  readonly id: string
  readonly kind: MailKind
  readonly sentAt: Date
}

/** The newest mails to the user, so that they can tell a forged one. @throws Unavailable */
export async function listOwnMails({ userId }: { userId: UserId }): Promise<SentMail[]> {
  const mails = await listSentMails(userId, SHOWN)
  return mails.flatMap(({ id, kind, sentAt }) =>
    sentAt && isMailKind(kind) ? [{ id, kind, sentAt }] : [],
  )
}

/** The notices that the user may turn off, and whether they get them. @throws Unavailable */
export async function listNoticeChoices({
  userId,
}: {
  userId: UserId
}): Promise<{ kind: OptionalNotice; isWanted: boolean }[]> {
  const muted = mutedIn(await findMutedNotices(userId))
  return OPTIONAL_NOTICES.map((kind) => ({ kind, isWanted: !muted.includes(kind) }))
}

/** Sends these notices from now on, and no others of those that a user may turn off. */
export async function chooseNotices(
  { userId }: { userId: UserId },
  wanted: readonly string[],
): Promise<void> {
  const muted = OPTIONAL_NOTICES.filter((kind) => !wanted.includes(kind))
  await transaction({ locks: lockOf(userId) }, () =>
    storeMutedNotices(userId, JSON.stringify(muted)),
  )
}
