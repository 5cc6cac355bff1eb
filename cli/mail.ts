/** `gatehouse mail …`: tests mail, and looks after mails that wait or failed. */
import { Command } from 'commander'
import { DEV_MAIL } from '@/lib/base/routes'
import { env } from '@/lib/base/env'
import {
  listFailed,
  MAX_MAILS_COUNTED,
  readOutbox,
  sendAgain,
  type FailedMail,
  type Outbox,
} from '@/lib/mail/outbox'
import { sendTestMail, type TestMailResult } from '@/lib/mail/test-mail'
import type { Problem } from '@/lib/mail/undeliverable'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { answer, answering, CommandRefused, columns, done, type Asked } from './answer'

const NO_MAIL = 'No mail can be sent: set SMTP_URL and MAIL_FROM (see docs/mail.md).'

/**
 * `test <address>`, `queue` and `retry <id>`. `test` fails when the mail server does not take the
 * mail; `retry`, when there is no such failed mail; both, without a mail server.
 */
export function mailCommands(): Command {
  return new Command('mail')
    .description('Tests mail, and looks after mails that wait or failed.')
    .addCommand(testCommand())
    .addCommand(queueCommand())
    .addCommand(retryCommand())
}

/** What to look into, before what the mail server answered. */
const PROBLEMS: Readonly<Record<Problem, string>> = {
  unreachable: 'The mail server cannot be reached: check host and port in SMTP_URL',
  silent:
    'The mail server does not answer: check SMTP_URL (port 465 needs smtps://), and the firewall',
  'not-encrypted':
    'The conversation cannot be encrypted: smtp:// needs a server with STARTTLS (often port 587), ' +
    'smtps:// one that is encrypted from the start (465)',
  'bad-certificate':
    'The certificate of the mail server is not good: SMTP_URL must have the host name in it',
  'bad-log-in':
    'The mail server refused the log-in: check user and password in SMTP_URL, and write their ' +
    'special characters as in a URL (%40 for @)',
  'sender-refused': 'The mail server refused the sender: check MAIL_FROM',
  'recipient-refused': 'The mail server refused the recipient',
  'mail-refused': 'The mail server refused the mail',
  'not-written': 'The mail could not be written to a file',
  other: 'The mail server did not take the mail',
}

function testCommand(): Command {
  return answering('test', 'send a mail now, to see whether mail arrives')
    .description(
      'Sends one mail at once, and prints the conversation with the mail server without the ' +
        'password. Nothing is queued: if it fails, it is not tried again.',
    )
    .argument('<address>', 'who gets it')
    .action(async (address: string, asked: Asked) => {
      const dialogue: string[] = []
      const hear = (line: string) => {
        dialogue.push(line)
        if (!asked.json) console.log(line)
      }
      const result = await sendTestMail(address, hear)
      if (!result.ok) throw new CommandRefused(whyNot(result, address))
      const { to, file } = result
      answer(asked, { to, file, dialogue }, sentWords(to, file))
    })
}

function whyNot(result: Extract<TestMailResult, { ok: false }>, address: string): string {
  if (result.reason === 'undeliverable') return `${PROBLEMS[result.problem]}. (${result.answer})`
  return result.reason === 'no-mail' ? NO_MAIL : `${address} is no email address.`
}

function sentWords(to: string, file: string | null): string[] {
  if (file === null) return [`The mail server took the mail to ${to}.`]
  return [
    `No SMTP_URL is set, so the mail to ${to} landed in ${file}`,
    `Read it at ${env().appOrigin}${DEV_MAIL}`,
  ]
}

function queueCommand(): Command {
  return answering('queue', 'tell how many mails wait, and list failed ones')
    .description('Tells how many mails wait and why, and lists those that failed, newest first.')
    .option('--after <cursor>', 'the failed mails after the page that ended with this')
    .action(async ({ after, ...asked }: Asked & { after?: string }) => {
      const outbox = await readOutbox(COMMAND_LINE)
      const { mails, next } = await listFailed(COMMAND_LINE, after ?? null)
      const words = [...queueWords(outbox), ...failedWords(mails), ...moreWords(next)]
      answer(asked, { ...outbox, failed: mails, next }, words)
    })
}

function queueWords({ mode, waiting, since, lastError }: Outbox): string[] {
  const count = waiting < MAX_MAILS_COUNTED ? String(waiting) : `${waiting} or more`
  const oldest = since ? `, the oldest since ${since.toISOString()}` : ''
  return [
    ...(mode === 'none' ? [NO_MAIL] : []),
    waiting === 0 ? 'No mail waits.' : `${count} wait${waiting === 1 ? 's' : ''}${oldest}.`,
    ...(lastError === null ? [] : [`The mail server said last: ${lastError}`]),
  ]
}

function failedWords(mails: readonly FailedMail[]): string[] {
  if (mails.length === 0) return ['No mail failed.']
  const row = ({ id, kind, user, failedAt, reason, answer }: FailedMail) => [
    ...[id, kind ?? 'unknown', user?.email ?? 'no user', failedAt.toISOString(), reason],
    answer ?? '',
  ]
  return ['Failed:', ...columns(mails.map(row))]
}

function moreWords(next: string | null): string[] {
  return next === null ? [] : [`More by --after ${next}`]
}

function retryCommand(): Command {
  return answering('retry', 'send a failed mail again')
    .description('Puts a failed mail back into the queue. If it has a link, it gets a new one.')
    .argument('<id>', 'its id, as queue lists it')
    .action(async (id: string, asked: Asked) => {
      done(await sendAgain(COMMAND_LINE, id), {
        'not-found': `There is no mail ${id}; see: mail queue`,
        'not-failed': 'That mail has not failed: it waits, or was sent.',
        unreadable: 'What that mail says cannot be read any more.',
        'no-mail': NO_MAIL,
      })
      answer(asked, { queued: id }, `${id} is in the queue again. A running Gatehouse sends it.`)
    })
}
