import { afterEach, describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { listFailedMails, readQueue } from '@/db/queries/mails'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at, NOW } from '@/tests/support/people'
import { startMailServer, type MailServer } from '@/tests/support/smtp'
import { queueMail } from './queue'
import { sendDueMails } from './sender'

useFreshDatabase()

let server: MailServer | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

async function givenServer(options: Parameters<typeof startMailServer>[0] = {}) {
  server = await startMailServer(options)
  await restartWith({ SMTP_URL: server.url, MAIL_FROM: 'Harbour <post@harbour.example>' })
  return server
}

const queued = (to: string, now = NOW) =>
  transaction({ locks: 'none' }, () =>
    queueMail({ kind: 'test', to, userId: null, locale: 'en' }, now),
  )

describe('a mail in the outbox', () => {
  test('reaches the mail server with text, HTML and one Message-ID', async () => {
    const smtp = await givenServer()
    await queued('ada@example.com')
    await sendDueMails(() => at(1))
    const [received] = smtp.received
    if (!received) throw new Error('Nothing arrived')
    const { mail, raw, from, to } = received
    expect(from).toBe('post@harbour.example')
    expect(to).toEqual(['ada@example.com'])
    expect(mail.subject).toBe('Test mail from Gatehouse')
    expect(mail.from).toMatchObject({ name: 'Harbour', address: 'post@harbour.example' })
    expect(mail.text).toContain('Mail works')
    expect(mail.html).toMatch(/<h1[^>]*>Mail works<\/h1>/)
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(mail.messageId).toMatch(/^<mail_[\w-]+@harbour\.example>$/)
  })

  test('is not sent again', async () => {
    const smtp = await givenServer()
    await queued('ada@example.com')
    await sendDueMails(() => at(1))
    await sendDueMails(() => at(DAY))
    expect(smtp.received).toHaveLength(1)
  })

  test('is never queued if its act is rolled back', async () => {
    const smtp = await givenServer()
    const act = transaction({ locks: 'none' }, async () => {
      await queueMail({ kind: 'test', to: 'ada@example.com', userId: null, locale: 'en' }, NOW)
      throw new Error('rolled back')
    })
    await expect(act).rejects.toThrow('rolled back')
    await sendDueMails(() => at(1))
    expect(smtp.received).toEqual([])
  })

  test('shows no address, and nothing of what it says, to a reader of the database', async () => {
    await givenServer()
    await queued('ada@example.com')
    const rows = JSON.stringify(await otherProgram('SELECT * FROM mails'))
    expect(rows).toContain('mail_')
    expect(rows).not.toContain('ada@')
  })

  test('keeps neither address nor contents once it is sent', async () => {
    await givenServer()
    await queued('ada@example.com')
    await sendDueMails(() => at(1))
    expect(await otherProgram('SELECT sealed, key_id FROM mails')).toEqual([
      { sealed: null, key_id: null },
    ])
  })
})

describe('a mail server', () => {
  test('that is away gets the mail when it comes back, once', async () => {
    const smtp = await givenServer()
    const port = Number(new URL(smtp.url).port)
    await smtp.stop()
    await queued('ada@example.com')
    for (const seconds of [1, 7, 40, 200]) await sendDueMails(() => at(seconds))
    expect((await readQueue(10)).lastError).toContain('ECONNREFUSED')
    server = await startMailServer({ port })
    await sendDueMails(() => at(400))
    await sendDueMails(() => at(HOUR - 1))
    expect(server.received).toHaveLength(1)
  })

  test('that says "later" is asked again after 5 s, 30 s, 2 min, and then seldom', async () => {
    const smtp = await givenServer()
    smtp.mood = 'later'
    await queued('ada@example.com')
    const tries: number[] = []
    for (let second = 0; second < HOUR - 60; second += 5) {
      const before = smtp.connections
      await sendDueMails(() => at(second))
      if (smtp.connections > before) tries.push(second)
    }
    expect(tries).toEqual([0, 5, 35, 155, 755])
  })

  test('that refuses the mailbox is not asked again, and an administrator sees why', async () => {
    const smtp = await givenServer()
    smtp.mood = 'refuse'
    await queued('nobody@example.com')
    await sendDueMails(() => at(1))
    smtp.mood = 'accept'
    await sendDueMails(() => at(DAY))
    expect(smtp.received).toEqual([])
    const [failed] = await listFailedMails(null, 10)
    expect(failed).toMatchObject({ kind: 'test', lastError: expect.stringContaining('550') })
    expect((await readQueue(10)).waiting).toBe(0)
  })

  test.each(['cut', 'cut-after'] as const)(
    'that breaks off (%s) gets the same Message-ID again',
    async (mood) => {
      const smtp = await givenServer()
      smtp.mood = mood
      await queued('ada@example.com')
      await sendDueMails(() => at(1))
      smtp.mood = 'accept'
      await sendDueMails(() => at(MINUTE))
      const ids = smtp.received.map(({ mail }) => mail.messageId)
      expect(ids).toHaveLength(mood === 'cut' ? 1 : 2)
      expect(new Set(ids).size).toBe(1)
    },
  )

  test('that refuses one mail still gets the others', async () => {
    const smtp = await givenServer()
    await queued('ada@example.com')
    smtp.mood = 'later'
    await sendDueMails(() => at(1))
    smtp.mood = 'accept'
    await queued('eve@example.com', at(2))
    await sendDueMails(() => at(3))
    expect(smtp.received.map(({ to }) => to)).toEqual([['eve@example.com']])
  })
})

describe('the conversation', () => {
  test.each(['starttls', 'whole'] as const)('is encrypted with %s', async (tls) => {
    const smtp = await givenServer({ tls, login: { user: 'harbour', password: 'p@ss/wörd' } })
    await queued('ada@example.com')
    await sendDueMails(() => at(1))
    expect(smtp.received).toMatchObject([{ isSecure: true, user: 'harbour' }])
  })

  test('with a wrong password leaves the mail in the queue', async () => {
    const smtp = await givenServer({ tls: 'whole', login: { user: 'harbour', password: 'right' } })
    await restartWith({ SMTP_URL: smtp.url.replace('right', 'wrong') })
    await queued('ada@example.com')
    await sendDueMails(() => at(1))
    expect(await readQueue(10)).toMatchObject({ waiting: 1 })
  })
})

test('a process that died while it sent leaves the mail to others after a minute', async () => {
  const smtp = await givenServer()
  await queued('ada@example.com')
  const leased = at(MINUTE).getTime()
  await otherProgram(
    process.env.DATABASE_URL?.startsWith('file:')
      ? `UPDATE mails SET leased_until = ${leased}`
      : `UPDATE mails SET leased_until = '${at(MINUTE).toISOString()}'`,
  )
  await sendDueMails(() => at(MINUTE - 1))
  expect(smtp.received).toEqual([])
  await sendDueMails(() => at(MINUTE))
  expect(smtp.received).toHaveLength(1)
})
