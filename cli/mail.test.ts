import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { transaction } from '@/db/connection'
import { queueMail } from '@/lib/mail/queue'
import { sendDueMails } from '@/lib/mail/sender'
import { commandsHere } from '@/tests/support/command-line'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { givenMailServer } from '@/tests/support/mailbox'
import { at, NOW } from '@/tests/support/people'
import { startMailServer } from '@/tests/support/smtp'
import { mailCommands } from './mail'

useFreshDatabase()
const { run, said, asked } = commandsHere(() => [mailCommands()])

const PASSWORD = 'p@ss/wörd'

async function givenEncryptedServer(tls: 'starttls' | 'whole', password: string) {
  const smtp = await startMailServer({ tls, login: { user: 'harbour', password } })
  onTestFinished(() => smtp.stop())
  await restartWith({ SMTP_URL: smtp.url, MAIL_FROM: 'post@harbour.example' })
  return smtp
}

async function givenFailedMail() {
  const smtp = await givenMailServer()
  smtp.mood = 'refuse'
  await transaction({ locks: 'none' }, () =>
    queueMail({ kind: 'test', to: 'ada@example.com', userId: null, locale: 'en' }, NOW),
  )
  await sendDueMails(() => at(1))
  smtp.mood = 'accept'
  return smtp
}

describe('gatehouse mail test', () => {
  test.each(['starttls', 'whole'] as const)(
    'sends one mail and prints the conversation, without password and mail (%s)',
    async (tls) => {
      const smtp = await givenEncryptedServer(tls, PASSWORD)
      const out = await said('mail', 'test', 'ada@example.com')
      expect(smtp.received.map(({ to }) => to)).toEqual([['ada@example.com']])
      expect(out).toMatch(/^S: 220 [^]*^C: EHLO [^]*^C: RCPT TO:<ada@example.com>$/m)
      expect(out).toMatch(/^The mail server took the mail to ada@example\.com\.$/m)
      const secrets = [PASSWORD, encodeURIComponent(PASSWORD), btoa('p@ss'), 'Mail works', '<html']
      for (const secret of secrets) expect(out).not.toContain(secret)
      const answered = await asked('mail', 'test', 'ada@example.com')
      expect(answered).toMatchObject({ to: 'ada@example.com', file: null })
    },
  )

  test('says where the mail landed on a developer’s machine', async () => {
    const { file } = await asked('mail', 'test', 'ada@example.com')
    expect(existsSync(String(file))).toBe(true)
    expect(readFileSync(String(file), 'utf8')).toContain('To: ada@example.com')
    const out = await said('mail', 'test', 'ada@example.com')
    expect(out).toMatch(/^No SMTP_URL is set, so the mail .*\.eml$/m)
    expect(out).toContain('Read it at http://localhost:3000/dev/mail')
  })

  test('says what to set where no mail can be sent', async () => {
    await restartWith({ APP_ORIGIN: 'https://app.example.com' })
    const refused = expect.stringContaining('set SMTP_URL and MAIL_FROM') as string
    expect(await run('mail', 'test', 'ada@example.com')).toEqual({ refused })
  })

  test('refuses text that is not an address, and a list of two', async () => {
    for (const address of ['ada', 'ada@example.com, eve@example.com']) {
      const refused = `${address} is no email address.`
      expect(await run('mail', 'test', address)).toEqual({ refused })
    }
  })

  test('says what went wrong: nothing listens', async () => {
    const smtp = await startMailServer()
    await smtp.stop()
    await restartWith({ SMTP_URL: smtp.url })
    const refused = expect.stringMatching(/^The mail server cannot be reached.*ECONNREFUSED/)
    expect(await run('mail', 'test', 'ada@example.com')).toEqual({ refused })
  })

  test('says what went wrong: the password is wrong', async () => {
    const smtp = await givenEncryptedServer('whole', 'right')
    await restartWith({ SMTP_URL: smtp.url.replace('right', 'wrong') })
    const refused = expect.stringMatching(/^The mail server refused the log-in: .*%40/)
    expect(await run('mail', 'test', 'ada@example.com')).toEqual({ refused })
  })

  test('says what went wrong: the recipient is refused', async () => {
    const smtp = await givenMailServer()
    smtp.mood = 'refuse'
    const refused = expect.stringMatching(/^The mail server refused the recipient\. .*550/)
    expect(await run('mail', 'test', 'ada@example.com')).toEqual({ refused })
  })

  test('says what went wrong: the server is not encrypted from the start', async () => {
    const smtp = await startMailServer()
    onTestFinished(() => smtp.stop())
    await restartWith({ SMTP_URL: smtp.url.replace('smtp:', 'smtps:') })
    const answer = await run('mail', 'test', 'ada@example.com')
    expect(answer).toHaveProperty('refused', expect.stringContaining('cannot be encrypted'))
  })
})

describe('gatehouse mail queue and retry', () => {
  test('an empty queue is said to be empty', async () => {
    await givenMailServer()
    expect(await said('mail', 'queue')).toBe('No mail waits.\nNo mail failed.')
  })

  test('tell how many mails wait, since when, and why', async () => {
    const smtp = await givenMailServer()
    smtp.mood = 'later'
    await transaction({ locks: 'none' }, () =>
      queueMail({ kind: 'test', to: 'ada@example.com', userId: null, locale: 'en' }, NOW),
    )
    await sendDueMails(() => at(1))
    const out = await said('mail', 'queue')
    expect(out).toContain(`1 waits, the oldest since ${NOW.toISOString()}.`)
    expect(out).toMatch(/^The mail server said last: .*451/m)
  })

  test('list a failed mail, and send it again', async () => {
    const smtp = await givenFailedMail()
    const out = await said('mail', 'queue')
    const [, id = ''] =
      /^(mail_\S+) {2}test {2}no user {2}2026-\S+ {2}refused {2}.*550/m.exec(out) ?? []
    expect(await said('mail', 'retry', id)).toContain(`${id} is in the queue again.`)
    await sendDueMails()
    expect(smtp.received).toHaveLength(1)
    const refused = 'That mail has not failed: it waits, or was sent.'
    expect(await run('mail', 'retry', id)).toEqual({ refused })
  })

  test.each(['x', 'mail_unknown'])('there is no mail %s to send again', async (id) => {
    await givenMailServer()
    const refused = `There is no mail ${id}; see: mail queue`
    expect(await run('mail', 'retry', id)).toEqual({ refused })
  })
})
