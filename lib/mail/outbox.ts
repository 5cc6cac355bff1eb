/** How mail leaves, for administrators: what waits, what failed, and sending it again. */
import { transaction } from '@/db/connection'
import { listUserNames } from '@/db/queries/audit-list'
import {
  findMail,
  listFailedMails,
  readQueue,
  requeueMail,
  type MailRecord,
} from '@/db/queries/mails'
import { decodeTimeCursor, encodeTimeCursor } from '@/lib/base/cursor'
import { isMailId, type MailId, type UserId } from '@/lib/base/ids'
import { addSeconds } from '@/lib/base/time'
import type { SeenFrom } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { confirmOperator } from '@/lib/permissions/authority-rules'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import { seal, unseal } from './contents'
import { isMailKind, MAIL_KINDS, type MailKind } from './kinds'
import { mailMode, type MailMode } from './mode'

/** Counting stops here: this count means that many or more. */
export const MAX_MAILS_COUNTED = 1000

export interface Outbox {
  mode: MailMode
  /** Mails that wait, counted up to `MAX_MAILS_COUNTED`. */
  waiting: number
  /** When the mail that waits longest was queued; null without any. */
  since: Date | null
  /** What the mail server answered last to one of them. */
  lastError: string | null
}

/** @throws NotAllowed, Unavailable */
export async function readOutbox(operator: Operator): Promise<Outbox> {
  assertMay(operator, 'mail:read')
  return { mode: mailMode(), ...(await readQueue(MAX_MAILS_COUNTED)) }
}

export interface FailedMail {
  id: MailId
  /** Null for one that only another version knows. */
  kind: MailKind | null
  /** Null for an address without an account, and for a deleted user. */
  user: { id: UserId; email: string } | null
  queuedAt: Date
  failedAt: Date
  /** `unreadable`: its contents are gone, or locked by a lost key. */
  reason: 'refused' | 'too-old' | 'unreadable'
  /** What the mail server answered last; null if it was never asked. */
  answer: string | null
}

export interface FailedMails {
  mails: FailedMail[]
  /** The cursor of older ones; null at the end. */
  next: string | null
}

const PAGE = 50

/**
 * Mails that could not be delivered, newest first.
 *
 * @param cursor the `next` of the page before; an invalid one shows the first page
 * @throws NotAllowed, Unavailable
 */
export async function listFailed(
  operator: Operator,
  cursor: string | null = null,
): Promise<FailedMails> {
  assertMay(operator, 'mail:read')
  const rows = await listFailedMails(decodeTimeCursor(cursor, 'mail'), PAGE + 1)
  const shown = rows.slice(0, PAGE)
  const ids = shown.map(({ userId }) => userId).filter((id) => id !== null)
  const users = new Map((await listUserNames(ids)).map(({ id, email }) => [id, { id, email }]))
  const mails = shown.map((row): FailedMail => {
    const { id, kind, userId, createdAt, lastError } = row
    return {
      ...{ id, queuedAt: createdAt, answer: lastError, ...whyFailed(row) },
      kind: isMailKind(kind) ? kind : null,
      user: (userId && users.get(userId)) || null,
    }
  })
  const last = rows.length > PAGE ? mails.at(-1) : undefined
  return { mails, next: last ? encodeTimeCursor({ at: last.failedAt, id: last.id }) : null }
}

function whyFailed({
  failedAt,
  createdAt,
  expiresAt,
  lastError,
}: MailRecord): Pick<FailedMail, 'failedAt' | 'reason'> {
  // The query asks only for mails that have failed.
  const at = failedAt ?? createdAt
  if (at >= expiresAt) return { failedAt: at, reason: 'too-old' }
  return { failedAt: at, reason: lastError === null ? 'unreadable' : 'refused' }
}

export type SendAgainResult =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'not-failed' | 'unreadable' | 'no-mail' }

/**
 * Puts a failed mail back into the queue. Its link is made anew when it is sent, and it is worth
 * sending as long as a new one.
 *
 * @returns `unreadable` if its contents are gone, or locked by a lost key
 * @throws NotAllowed, Unavailable
 */
export async function sendAgain(
  operator: Operator,
  id: string,
  from?: SeenFrom,
  now = new Date(),
): Promise<SendAgainResult> {
  assertMay(operator, 'mail:resend')
  if (mailMode() === 'none') return { ok: false, reason: 'no-mail' }
  if (!isMailId(id)) return { ok: false, reason: 'not-found' }
  return transaction({ locks: ['roles'] }, async () => {
    await confirmOperator(operator, 'mail:resend')
    const mail = await findMail(id)
    if (!mail) return { ok: false, reason: 'not-found' }
    const { kind, userId, failedAt } = mail
    if (failedAt === null) return { ok: false, reason: 'not-failed' }
    const contents = await unseal(mail)
    if (!contents || !isMailKind(kind)) return { ok: false, reason: 'unreadable' }
    const { to, values } = contents
    const expiresAt = addSeconds(now, MAIL_KINDS[kind].worth)
    const content = { ...(await seal({ to, values })), expiresAt }
    // Another administrator may have been faster.
    if (!(await requeueMail(id, content, now))) return { ok: false, reason: 'not-failed' }
    const details = { kind, mail: id }
    await recordEvent(
      {
        ...{ type: 'mail_resent', ...byOperator(operator, from), details },
        ...(userId && { userId }),
      },
      now,
    )
    return { ok: true }
  })
}
