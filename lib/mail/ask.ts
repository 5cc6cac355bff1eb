/** Mails that visitors ask for, to an address that need not have an account. */
import { transaction } from '@/db/connection'
import type { Locale } from '@/lib/base/locales'
import type { SeenFrom } from '@/lib/events/events'
import { MAILS_OF_ADDRESS, MAILS_OF_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { takeAttempt } from '@/lib/rate-limits/take'
import { throttled, type Throttled } from '@/lib/rate-limits/tried'
import { parseEmail } from '@/lib/users/email'
import type { MailKind } from './kinds'
import { queueMail } from './queue'

export interface AskedMail {
  readonly email: string
  readonly from: Pick<SeenFrom, 'network'>
  /** For a user who has chosen no language. */
  readonly locale: Locale
}

export type AskResult = { ok: true } | { ok: false; reason: 'bad-address' } | Throttled

/**
 * Queues a mail to `email`, whether it has an account or not: who it is for is looked up when the
 * mail is sent. So the answer, and the time it takes, tell nothing about who has an account.
 *
 * @throws Unavailable
 * @see OWASP Forgot Password Cheat Sheet
 */
export async function askForMail(
  kind: MailKind,
  { email, from, locale }: AskedMail,
  now: Date,
): Promise<AskResult> {
  const parsed = parseEmail(email)
  if (!parsed) return { ok: false, reason: 'bad-address' }
  const wait = await takeAttempt([
    ...MAILS_OF_ADDRESS.map((limit) => ({ limit, key: [parsed.key] })),
    { limit: MAILS_OF_NETWORK, key: [networkKey(from.network)] },
  ])
  if (wait !== null) return throttled(wait, now)
  await transaction({ locks: 'none' }, () =>
    queueMail({ kind, to: parsed.address, locale, userId: null }, now),
  )
  return { ok: true }
}
