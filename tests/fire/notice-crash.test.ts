import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { MINUTE } from '@/lib/base/time'
import { noticeEndingsOf } from '@/lib/oauth/endings/notice'
import { tellApps } from '@/lib/oauth/endings/sender'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { appSessionRows, givenApp, givenPart } from '../support/app-sessions'
import { useFreshDatabase } from '../support/database'
import { readLogoutToken, startLogoutReceiver } from '../support/logout-receiver'
import { givenSession, givenUser } from '../support/people'
import { bundleFile } from '../support/processes'

/** `npm run test:long` sets more. */
const KILLS = Number(process.env.NOTICE_KILLS ?? 3)

/** Sessions that end at once in each round, and processes that tell of them. */
const PER_ROUND = 60
const SENDERS = 2
/** They are killed after so many notices at least: more than one process leases at a time. */
const LEAST = 24
const MOMENT_MS = 25

useFreshDatabase()

let worker: { file: string; remove: () => void }
beforeAll(async () => {
  worker = await bundleFile('tests/fire/notice-worker.ts')
})
afterAll(() => worker.remove())

function startSender(ahead: number): ChildProcess {
  return spawn(process.execPath, [worker.file, String(ahead)], {
    env: process.env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'close')
}

test(
  `of ${KILLS} times two processes killed while they tell applications, none loses a notice`,
  async () => {
    const receiver = await startLogoutReceiver()
    onTestFinished(() => receiver.stop())
    const app = await givenApp({ backchannelLogoutUri: receiver.url })
    const told = new Set<string>()
    for (let round = 0; round < KILLS; round += 1) {
      const userId = await givenUser(`user-${round}@example.com`)
      for (let i = 0; i < PER_ROUND; i += 1) {
        const { session } = await givenSession({ userId, now: new Date() })
        told.add(await givenPart(session, app))
      }
      await endSessionsAsOperator(COMMAND_LINE, { userId })
      await noticeEndingsOf(userId, new Date())
      const senders = Array.from({ length: SENDERS }, () => startSender(round * 2 * MINUTE))
      const enough = LEAST + Math.floor(Math.random() * (PER_ROUND - LEAST))
      await receiver.until(receiver.tokens.length + enough)
      await new Promise((resolve) => setTimeout(resolve, Math.random() * MOMENT_MS))
      await Promise.all(senders.map(kill))
    }
    await tellApps({ clock: () => new Date(Date.now() + KILLS * 2 * MINUTE * 1000) })
    expect((await appSessionRows()).filter(({ toldAt }) => toldAt === null)).toEqual([])

    const claims = receiver.tokens.map((token) => readLogoutToken(token).claims)
    const sids = claims.map(({ sid }) => String(sid))
    expect(new Set(sids), 'every application hears of every end').toEqual(told)
    expect(new Set(claims.map(({ jti }) => jti)).size, 'each try has its own jti').toBe(
      claims.length,
    )
    const again = sids.length - told.size
    expect(again, 'none but what a killed process had under way').toBeLessThanOrEqual(
      KILLS * SENDERS * 20,
    )
    console.log(`${KILLS} kills, ${told.size} notices, none lost, ${again} came twice`)
  },
  60_000 + KILLS * 30_000,
)
