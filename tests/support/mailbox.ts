/** A mail server for one test, and what is in its mailboxes. */
import { onTestFinished } from 'vitest'
import { transaction } from '@/db/connection'
import { sealEvents } from '@/lib/audit/seal'
import type { MailKind } from '@/lib/mail/kinds'
import { queueNotices } from '@/lib/mail/notices'
import { listFailed } from '@/lib/mail/outbox'
import { queueMail } from '@/lib/mail/queue'
import { sendDueMails } from '@/lib/mail/sender'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { restartWith } from './database'
import { at, givenUser, NOW } from './people'
import { startMailServer, type MailServer, type MailServerOptions } from './smtp'

interface Options extends MailServerOptions {
  readonly verification?: 'off' | 'asked' | 'required'
}

/** Starts a mail server and sets `SMTP_URL` to it. */
export async function givenMailServer({
  verification = 'off',
  ...options
}: Options = {}): Promise<MailServer> {
  const server = await startMailServer(options)
  onTestFinished(() => server.stop())
  await restartWith({
    SMTP_URL: server.url,
    MAIL_FROM: 'Harbour <post@harbour.example>',
    EMAIL_VERIFICATION: verification,
  })
  // The place in the audit log from which notices are sent.
  await queueNotices()
  return server
}

/** Does what a server's jobs do: notices what happened, and sends what is due. */
export async function mailAll(now: Date): Promise<void> {
  await sealEvents()
  await queueNotices(now)
  await sendDueMails(() => now)
}

/** The newest mail to this address, as its subject and its link. */
export function newestMail({ received }: MailServer, to: string) {
  const found = received.findLast((one) => one.to.includes(to))
  if (!found) throw new Error(`No mail for ${to}`)
  const { subject = '', text = '' } = found.mail
  const [url = ''] = /https?:\/\/\S+\?token=\S+/.exec(text) ?? []
  return { subject, text, token: url ? (new URL(url).searchParams.get('token') ?? '') : '' }
}

/** A mail with a link that the server refused. */
export async function givenFailedMail(kind: MailKind = 'new-log-in') {
  const smtp = await givenMailServer()
  const to = 'ada@example.com'
  const userId = await givenUser(to)
  smtp.mood = 'refuse'
  await transaction({ locks: 'none' }, () => queueMail({ kind, to, userId, locale: 'en' }, NOW))
  await sendDueMails(() => at(1))
  smtp.mood = 'accept'
  const [mail] = (await listFailed(COMMAND_LINE)).mails
  if (!mail) throw new Error('No mail failed')
  return { smtp, userId, mail }
}
