/** Sends the mails of the outbox. */
import { transaction } from '@/db/connection'
import {
  deleteMail,
  leaseMails,
  markMailFailed,
  markMailSent,
  scheduleMail,
  type MailRecord,
} from '@/db/queries/mails'
import { isLocale } from '@/lib/base/locales'
import { env } from '@/lib/base/env'
import { addSeconds, HOUR, MINUTE } from '@/lib/base/time'
import { isUnavailable } from '@/lib/base/unavailable'
import { recordEvent } from '@/lib/events/record'
import { log } from '@/lib/telemetry/log'
import { count } from '@/lib/telemetry/metrics'
import { unseal, type MailContents } from './contents'
import { isMailKind } from './kinds'
import { letterOf } from './letter'
import { prepareMail } from './links'
import { openTransport, type Transport } from './transport'
import { Undeliverable } from './undeliverable'

/** Mails that one process takes at a time; if it dies, these wait for the end of the lease. */
const BATCH = 10
/** In seconds, longer than any conversation with the mail server. */
const LEASE = MINUTE

/** Seconds until the next try, after the first, second, … */
const WAITS = [5, 30, 2 * MINUTE, 10 * MINUTE, HOUR] as const
/** The same while the mail server takes no mail at all, so that it is soon known when it does. */
const LONGEST_WAIT_FOR_SERVER = 2 * MINUTE

/**
 * Sends every mail that is due, a few at a time. Several processes may do so at once: each mail is
 * sent by one of them. Stops early while the mail server takes none.
 *
 * At least once: a process that dies between the server's answer and its own note of it leaves a
 * mail that is sent again, with the same `Message-ID`.
 *
 * @param clock for tests
 * @throws Unavailable
 */
export async function sendDueMails(clock = () => new Date()): Promise<void> {
  let transport: Transport | undefined
  try {
    for (;;) {
      const now = clock()
      const mails = await lease('due', now)
      if (mails.length === 0) return
      const open = (transport ??= openTransport())
      const results = await Promise.all(mails.map((mail) => sendOne(mail, open, clock)))
      if (results.includes('server')) return
    }
  } finally {
    transport?.close()
  }
}

/**
 * Gives up the mails that became too old in the queue. The sender does so too, but it does not run
 * where no mail can be sent any more.
 *
 * @throws Unavailable
 */
export async function giveUpOverdueMails(now: Date): Promise<void> {
  for (;;) {
    const mails = await lease('overdue', now)
    if (mails.length === 0) return
    for (const mail of mails) await giveUp(mail, mail.lastError, now)
  }
}

function lease(which: 'due' | 'overdue', now: Date): Promise<MailRecord[]> {
  const leased = { now, until: addSeconds(now, LEASE), most: BATCH }
  return transaction({ locks: 'none' }, () => leaseMails(which, leased))
}

type Result = 'sent' | 'dropped' | 'failed' | 'later' | 'server'

async function sendOne(mail: MailRecord, transport: Transport, clock: () => Date): Promise<Result> {
  const contents = await unseal(mail)
  if (!contents || !isMailKind(mail.kind)) return giveUp(mail, null, clock())
  if (clock() >= mail.expiresAt) return giveUp(mail, mail.lastError, clock())
  const wanted = await prepareMail(mail, contents, clock())
  if (!wanted) {
    await transaction({ locks: 'none' }, () => deleteMail(mail.id))
    return noted('dropped')
  }
  try {
    await transport.deliver(messageOf(mail, wanted))
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error
    return error.fault === 'mail'
      ? giveUp(mail, error.message, clock())
      : tryLater(mail, error, clock())
  }
  await transaction({ locks: 'none' }, () => markMailSent(mail.id, clock()))
  return noted('sent')
}

function messageOf(mail: MailRecord, { to, values, link }: MailContents) {
  const { id, createdAt, locale, kind } = mail
  if (!isMailKind(kind)) throw new Error(`There is no mail ${kind}`)
  const letter = letterOf({
    ...{ kind, to, values, link: link ?? null },
    locale: isLocale(locale) ? locale : env().defaultLanguage,
  })
  return { id, to, letter, createdAt }
}

async function giveUp(mail: MailRecord, answer: string | null, now: Date): Promise<Result> {
  await transaction({ locks: 'none' }, async () => {
    await markMailFailed(mail.id, answer, now)
    const { userId, kind } = mail
    await recordEvent(
      { type: 'mail_failed', ...(userId && { userId }), actorId: 'system', details: { kind } },
      now,
    )
  })
  log.warn('A mail could not be delivered', { mail: mail.id, kind: mail.kind })
  return noted('failed')
}

async function tryLater(
  mail: MailRecord,
  { message, fault }: Undeliverable,
  now: Date,
): Promise<Result> {
  const tries = mail.tries + 1
  const wait = WAITS[Math.min(tries, WAITS.length) - 1] ?? HOUR
  const seconds = fault === 'server' ? Math.min(wait, LONGEST_WAIT_FOR_SERVER) : wait
  await transaction({ locks: 'none' }, () =>
    scheduleMail(mail.id, { nextTryAt: addSeconds(now, seconds), tries, lastError: message }),
  )
  if (tries === 1) log.warn('A mail waits: the mail server did not take it', { kind: mail.kind })
  return noted(fault === 'server' ? 'server' : 'later')
}

function noted(result: Result): Result {
  count('mails', { result: result === 'server' ? 'later' : result })
  return result
}

/** One round of the job that sends. Never throws: the next round tries again. */
export async function sendMails(): Promise<void> {
  try {
    await sendDueMails()
  } catch (err) {
    if (!isUnavailable(err)) log.error('Mails could not be sent', { err })
  }
}
