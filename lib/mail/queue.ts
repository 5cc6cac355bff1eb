/** Puts mails into the outbox. */
import { insertMail } from '@/db/queries/mails'
import { newMailId, type UserId } from '@/lib/base/ids'
import type { Locale } from '@/lib/base/locales'
import { addSeconds } from '@/lib/base/time'
import { seal } from './contents'
import { MAIL_KINDS, type MailKind, type MailValues } from './kinds'
import { mailMode } from './mode'

export interface NewMail {
  readonly kind: MailKind
  /** One address, as `parseEmail` returns it. */
  readonly to: string
  readonly locale: Locale
  /** Null where the address need not have an account. */
  readonly userId: UserId | null
  readonly values?: MailValues
}

/**
 * Queues a mail in the transaction of the act that it tells about: both happen, or neither. It is
 * sent afterwards. Does nothing where no mail can be sent.
 */
export async function queueMail(mail: NewMail, now: Date): Promise<void> {
  if (mailMode() === 'none') return
  const { kind, to, locale, userId, values = {} } = mail
  await insertMail({
    ...{ id: newMailId(), kind, locale, userId },
    ...(await seal({ to, values })),
    createdAt: now,
    nextTryAt: now,
    expiresAt: addSeconds(now, MAIL_KINDS[kind].worth),
  })
}
