import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { transaction } from '@/db/connection'
import { readQueue } from '@/db/queries/mails'
import { MINUTE } from '@/lib/base/time'
import type { MailKind } from '@/lib/mail/kinds'
import { queueMail } from '@/lib/mail/queue'
import { sendDueMails } from '@/lib/mail/sender'
import { restartWith, useFreshDatabase } from '../support/database'
import { givenUser } from '../support/people'
import { bundleFile } from '../support/processes'
import { startMailServer, type MailServer } from '../support/smtp'

/** `npm run test:long` sets more. */
const KILLS = Number(process.env.MAIL_KILLS ?? 3)
const MAILS = Number(process.env.MAILS ?? 200)

const PER_ROUND = 40
/**
 * A process is killed after it sent at least this many, which is more than it leases at a time: a
 * mail that the one before left half sent is then done.
 */
const LEAST = 12
const MOMENT_MS = 25
/** How much further the process may grow once it is at work, in MiB. */
const GROWTH = 64

useFreshDatabase()

let worker: { file: string; remove: () => void }
beforeAll(async () => {
  worker = await bundleFile('tests/fire/mail-worker.ts')
})
afterAll(() => worker.remove())

async function givenServer(): Promise<MailServer> {
  const server = await startMailServer()
  onTestFinished(() => server.stop())
  await restartWith({ SMTP_URL: server.url, MAIL_FROM: 'post@harbour.example' })
  return server
}

/** With and without a link, which is stored before it is sent. */
const KINDS: readonly MailKind[] = ['new-log-in', 'roles-changed']

async function queueMails(count: number): Promise<void> {
  const [now, userId] = [new Date(), await givenUser(`user-${Math.random()}@example.com`)]
  await transaction({ locks: 'none' }, async () => {
    for (let i = 0; i < count; i += 1) {
      const kind = KINDS[i % KINDS.length] ?? 'test'
      await queueMail({ kind, to: `to-${i}@example.com`, userId, locale: 'en' }, now)
    }
  })
}

/** Starts a process that sends. @param onSample hears its memory in MiB */
function startSender(ahead: number, onSample: (rss: number) => void = () => undefined) {
  const child = spawn(process.execPath, [worker.file, String(ahead)], {
    env: process.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child.stdout.on('data', (chunk) => {
    for (const [, rss] of String(chunk).matchAll(/^rss (\d+)$/gm)) onSample(Number(rss))
  })
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'close')
}

test(
  `of ${KILLS} processes killed while they send, none loses a mail or has one arrive three times`,
  async () => {
    const server = await givenServer()
    for (let round = 0; round < KILLS; round += 1) {
      await queueMails(PER_ROUND)
      const child = startSender(round * 2 * MINUTE)
      const enough = LEAST + Math.floor(Math.random() * (PER_ROUND - LEAST))
      await server.until(server.received.length + enough)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * MOMENT_MS))
      await kill(child)
    }
    await sendDueMails(() => new Date(Date.now() + KILLS * 2 * MINUTE * 1000))
    expect((await readQueue(1)).waiting).toBe(0)

    const times = new Map<string, number>()
    for (const { mail } of server.received) {
      const id = mail.messageId ?? ''
      times.set(id, (times.get(id) ?? 0) + 1)
    }
    expect(times.size, 'no mail is lost').toBe(KILLS * PER_ROUND)
    const twice = [...times.values()].filter((count) => count > 1)
    expect(twice.filter((count) => count > 2)).toEqual([])
    console.log(`${KILLS} kills, ${times.size} mails, none lost, ${twice.length} arrived twice`)
  },
  60_000 + KILLS * 30_000,
)

test(
  `${MAILS} mails leave in memory that does not grow with them`,
  async () => {
    const server = await givenServer()
    await queueMails(MAILS)
    const samples: number[] = []
    const child = startSender(0, (rss) => samples.push(rss))
    onTestFinished(() => void child.kill('SIGKILL'))
    const started = Date.now()
    let arrived = 0
    let atWork = 0
    while (arrived < MAILS) {
      await server.until(1)
      // Ours must not grow either.
      arrived += server.received.splice(0).length
      if (atWork === 0 && arrived > MAILS / 10) atWork = samples.at(-1) ?? 0
    }
    const seconds = Math.round((Date.now() - started) / 1000)
    await kill(child)
    const most = Math.max(atWork, ...samples)
    expect(most - atWork).toBeLessThan(GROWTH)
    console.log(`${MAILS} mails in ${seconds} s, ${atWork} MiB at a tenth, ${most} MiB at most`)
  },
  60_000 + MAILS * 100,
)
