import { createServer, type AddressInfo, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { newMailId } from '@/lib/base/ids'
import { restartWith, useSettings } from '@/tests/support/database'
import { NOW } from '@/tests/support/people'
import { startMailServer } from '@/tests/support/smtp'
import type { MailValues } from './kinds'
import { letterOf } from './letter'
import { openTransport } from './transport'
import { Undeliverable } from './undeliverable'

useSettings()

/** Not a name of this machine to us, and yet it leads here: a mail server somewhere else. */
const ELSEWHERE = 'LOCALHOST'

async function givenServer(options: Parameters<typeof startMailServer>[0] = {}) {
  const server = await startMailServer(options)
  onTestFinished(() => server.stop())
  await restartWith({ SMTP_URL: server.url, MAIL_FROM: 'post@harbour.example' })
  return server
}

interface Sent {
  to?: string
  values?: MailValues
  stepMs?: number
}

/** Sends one mail. @returns why it was not taken, and the conversation */
async function send({ to = 'ada@example.com', values = { at: NOW.toISOString() }, stepMs }: Sent) {
  const said: string[] = []
  const dialogue = (line: string) => void said.push(line)
  const transport = openTransport({ dialogue, ...(stepMs !== undefined && { stepMs }) })
  const letter = letterOf({ kind: 'new-log-in', locale: 'en', to, values, link: null })
  const fault = await transport
    .deliver({ id: newMailId(), to, letter, createdAt: NOW })
    .catch((error: unknown) => {
      if (error instanceof Undeliverable) return error
      throw error
    })
    .finally(() => transport.close())
  return { fault: fault ?? null, said }
}

describe('a mail server that hangs', () => {
  test('before its greeting is given up', async () => {
    const smtp = await givenServer()
    smtp.mood = 'hang'
    const { fault } = await send({ stepMs: 300 })
    expect(fault).toMatchObject({ problem: 'silent', fault: 'server' })
  })

  test('after its greeting is given up', async () => {
    const sockets: Socket[] = []
    const server = createServer((socket) => {
      sockets.push(socket.on('error', () => undefined))
      socket.write('220 hello\r\n')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    })
    const { port } = server.address() as AddressInfo
    await restartWith({ SMTP_URL: `smtp://127.0.0.1:${port}` })
    const { fault } = await send({ stepMs: 300 })
    expect(fault).toMatchObject({ problem: 'silent', fault: 'server' })
  })
})

describe('a mail server on another machine', () => {
  test('without STARTTLS gets neither the password nor the mail', async () => {
    const login = { user: 'harbour', password: 'secret' }
    const smtp = await givenServer({ login })
    await restartWith({ SMTP_URL: smtp.url.replace('127.0.0.1', ELSEWHERE) })
    const { fault, said } = await send({})
    expect(fault).toMatchObject({ problem: 'not-encrypted', fault: 'server' })
    expect(said.filter((line) => /^C: (AUTH|MAIL)/.test(line))).toEqual([])
    expect(smtp.received).toEqual([])
  })

  test.each(['starttls', 'whole'] as const)(
    'with a certificate that nobody vouches for gets nothing (%s)',
    async (tls) => {
      const smtp = await givenServer({ tls })
      await restartWith({ SMTP_URL: smtp.url.replace('127.0.0.1', ELSEWHERE) })
      const { fault } = await send({})
      expect(fault).toMatchObject({ problem: 'bad-certificate', fault: 'server' })
      expect(smtp.received).toEqual([])
    },
  )
})

describe('a refusal', () => {
  test('of the sender is a fault of the settings, so the mail waits', async () => {
    const smtp = await givenServer()
    smtp.mood = 'refuse-sender'
    const { fault } = await send({})
    expect(fault).toMatchObject({ problem: 'sender-refused', fault: 'server' })
  })

  test('of the recipient is for good', async () => {
    const smtp = await givenServer()
    smtp.mood = 'refuse'
    const { fault } = await send({})
    expect(fault).toMatchObject({ problem: 'recipient-refused', fault: 'mail' })
  })

  test('without an answer from the server is for good too: no try can end in another way', async () => {
    await givenServer()
    const { fault } = await send({ to: 'ada>@example.com' })
    expect(fault).toMatchObject({ fault: 'mail' })
  })
})

describe('the envelope', () => {
  test.each([
    'ada@example.com, eve@example.com',
    'ada@example.com <eve@example.com>',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada@example.com>\r\nRCPT TO:<eve@example.com',
    'team: eve@example.com;',
  ])('never reads an address as several, or as another: %j', async (to) => {
    const smtp = await givenServer()
    await send({ to })
    const reached = smtp.received.flatMap((one) => one.to)
    expect(reached.filter((address) => address === 'eve@example.com')).toEqual([])
    expect(smtp.received.flatMap(({ mail }) => mail.bcc ?? [])).toEqual([])
  })
})

describe('the headers', () => {
  test('hold a name of the product that looks like more than a name', async () => {
    const smtp = await givenServer()
    const APP_NAME = 'Harbour, "Bcc": <eve@example.com>'
    await restartWith({ APP_NAME })
    await send({})
    const [received] = smtp.received
    expect(received?.mail.from).toEqual({ name: APP_NAME, address: 'post@harbour.example' })
    expect(received?.mail.subject).toBe(`New log-in to ${APP_NAME}`)
    expect(received?.to).toEqual(['ada@example.com'])
  })

  test('are not extended by a value with line breaks', async () => {
    const smtp = await givenServer()
    const browser = 'Chrome\r\nBcc: eve@example.com\r\n\r\nHello'
    await send({ values: { at: NOW.toISOString(), browser, system: 'x', network: '192.0.2.1' } })
    const [received] = smtp.received
    expect(received?.mail.headers.map(({ key }) => key)).not.toContain('bcc')
    expect(received?.to).toEqual(['ada@example.com'])
  })

  test('ask other programs for no answer, and users for one to the support', async () => {
    const smtp = await givenServer()
    await restartWith({ SUPPORT_EMAIL: 'help@harbour.example' })
    await send({})
    const [received] = smtp.received
    expect(received?.mail.replyTo).toEqual([{ name: '', address: 'help@harbour.example' }])
    expect(received?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  })
})
