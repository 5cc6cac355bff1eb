/** Makes the link of a mail when it is first sent, and decides whether the mail is still wanted. */
import { lockOf, transaction } from '@/db/connection'
import { findMail, updateMailContent, type MailRecord } from '@/db/queries/mails'
import { hasOneTimeToken } from '@/db/queries/one-time-tokens'
import { findPasswordChangedAt } from '@/db/queries/password-facts'
import { findUserRow, findUserRowByEmail, type UserRecord } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { DAY, MINUTE } from '@/lib/base/time'
import { recordEvent } from '@/lib/events/record'
import { createLink, type UserLink } from '@/lib/links/create-link'
import { RESET_LIFETIME } from '@/lib/links/password-link'
import { parseEmail } from '@/lib/users/email'
import { isReserved } from '@/lib/users/reserved'
import { seal, type MailContents } from './contents'
import type { MailKind } from './kinds'

export interface MailLink {
  readonly url: string
  /** Names it in the database. */
  readonly hash: string
  /** In seconds. */
  readonly life: number
  /** In milliseconds since 1970. */
  readonly expiresAt: number
}

/** Makes what is sent, or null when nobody wants it any more. Called under the user's lock. */
type Prepare = (mail: MailOf, contents: MailContents, now: Date) => Promise<MailContents | null>
type MailOf = Pick<MailRecord, 'createdAt'> & { readonly userId: UserId }

const NOT_ME_LIFE = 7 * DAY
const LET_IN_LIFE = 30 * MINUTE
const VERIFY_LIFE = DAY
const CHANGE_LIFE = DAY
const UNDO_LIFE = 14 * DAY

/** For the user who has the address when they are sent. */
const TO_ADDRESS: Partial<Record<MailKind, Prepare>> = {
  'password-reset': withPasswordLink,
  'let-in': withLetIn,
  'verify-address': withVerification,
  'account-exists': toItsAccount,
}

/** For the user whom the act that queued them was about. */
const TO_USER: Partial<Record<MailKind, Prepare>> = {
  'change-address': withAddressChange,
  'address-changing': withUndo,
  'address-changed': withUndo,
  'password-changed': withNotMe,
  'password-was-reset': withNotMe,
  'new-log-in': withNotMe,
  'session-copied': withNotMe,
  'password-known': withNotMe,
  'factor-added': withNotMe,
  'factor-removed': withNotMe,
  'factor-reset': withNotMe,
  'passkey-added': withNotMe,
  'passkey-removed': withNotMe,
  'passkey-suspended': withNotMe,
  'factor-kept': withNotMe,
  'recovery-code-used': withNotMe,
  'deletion-undone': withNotMe,
}

/**
 * The contents with a link that works, or null when the mail is not to be sent. A link that ran out
 * while the mail server was away is made anew; one that was voided or used meanwhile is not.
 *
 * @throws Unavailable
 */
export async function prepareMail(
  mail: MailRecord,
  contents: MailContents,
  now: Date,
): Promise<MailContents | null> {
  const kind = mail.kind as MailKind
  const prepare = TO_ADDRESS[kind] ?? TO_USER[kind]
  if (!prepare) return contents
  const { link } = contents
  if (link && now.getTime() < link.expiresAt) {
    return (await hasOneTimeToken(link.hash)) ? contents : null
  }
  const userId = kind in TO_ADDRESS ? ((await userAt(contents.to))?.id ?? null) : mail.userId
  if (userId === null) return null
  return transaction({ locks: lockOf(userId) }, async () => {
    // It may have been withdrawn since it was read.
    if (!(await findMail(mail.id))) return null
    const prepared = await prepare({ ...mail, userId }, contents, now)
    if (prepared) await updateMailContent(mail.id, { ...(await seal(prepared)), userId })
    return prepared
  })
}

/** To the address of the account, not to the one that was typed, which may only look alike. */
async function withPasswordLink(
  { userId, createdAt }: MailOf,
  contents: MailContents,
  now: Date,
): Promise<MailContents | null> {
  const user = await stillAt(contents.to, userId)
  if (!user) return null
  const changedAt = await findPasswordChangedAt(userId)
  if (changedAt && changedAt > createdAt) return null
  const link = await createLink(
    {
      ...{ purpose: 'password-reset', userId, life: RESET_LIFETIME, version: user.version },
      details: { mailed: 'yes' },
    },
    now,
  )
  await recordEvent({ type: 'authn_password_reset_asked', userId, actorId: 'system' }, now)
  return { ...contents, to: user.email, link: mailed(link, RESET_LIFETIME) }
}

async function withLetIn({ userId }: MailOf, contents: MailContents, now: Date) {
  const user = await stillAt(contents.to, userId)
  if (!user) return null
  const { version } = user
  const link = await createLink({ purpose: 'let-in', userId, life: LET_IN_LIFE, version }, now)
  return { ...contents, to: user.email, link: mailed(link, LET_IN_LIFE) }
}

async function withVerification({ userId }: MailOf, contents: MailContents, now: Date) {
  const user = await stillAt(contents.to, userId)
  if (!user || user.emailVerifiedAt !== null) return null
  const { version } = user
  const link = await createLink(
    { purpose: 'verify-address', userId, life: VERIFY_LIFE, version },
    now,
  )
  return { ...contents, to: user.email, link: mailed(link, VERIFY_LIFE) }
}

async function toItsAccount({ userId }: MailOf, contents: MailContents) {
  const user = await stillAt(contents.to, userId)
  return user && { ...contents, to: user.email }
}

/** The user with this address who may log in. */
async function userAt(address: string): Promise<UserRecord | null> {
  const email = parseEmail(address)
  const user = email && (await findUserRowByEmail(email.key))
  return user && user.disabledAt === null ? user : null
}

/** The same, under the lock of the user who had it before: null if it has changed hands. */
async function stillAt(address: string, userId: UserId): Promise<UserRecord | null> {
  const user = await userAt(address)
  return user?.id === userId ? user : null
}

/** Nothing goes to an address that another user has, or had until lately. */
async function withAddressChange({ userId }: MailOf, contents: MailContents, now: Date) {
  const user = await findUserRow(userId)
  const email = parseEmail(contents.to)
  if (!user || user.disabledAt !== null || !email) return null
  const isTaken = (await findUserRowByEmail(email.key)) !== null
  if (isTaken || (await isReserved(email.key, userId, now))) return null
  const link = await createLink(
    {
      ...{ purpose: 'change-address', userId, life: CHANGE_LIFE, version: user.version },
      details: { email: email.address },
    },
    now,
  )
  return { ...contents, link: mailed(link, CHANGE_LIFE) }
}

async function withUndo({ userId }: MailOf, contents: MailContents, now: Date) {
  const link = await createLink(
    {
      ...{ purpose: 'undo-address', userId, life: UNDO_LIFE, version: null },
      details: { email: contents.to },
    },
    now,
  )
  return { ...contents, link: mailed(link, UNDO_LIFE) }
}

async function withNotMe({ userId }: MailOf, contents: MailContents, now: Date) {
  // It outlives whatever a thief does to the account.
  const link = await createLink(
    { purpose: 'not-me', userId, life: NOT_ME_LIFE, version: null },
    now,
  )
  return { ...contents, link: mailed(link, NOT_ME_LIFE) }
}

function mailed({ url, hash, expiresAt }: UserLink, life: number): MailLink {
  return { url, hash, life, expiresAt: expiresAt.getTime() }
}
