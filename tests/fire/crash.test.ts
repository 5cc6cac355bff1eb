import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase } from '@/db/connection'
import { authenticate } from '@/lib/sessions/authenticate'
import { refreshSession } from '@/lib/sessions/refresh'
import { env } from '@/lib/base/env'
import { restartWith, useFreshDatabase } from '../support/database'
import { givenSession, givenUser, LAPTOP, type GivenSession } from '../support/people'
import { bundleFile } from '../support/processes'
import { otherConnection } from '../support/sqlite'

/** `npm run test:long` sets more. */
const ROUNDS = Number(process.env.CRASHES ?? 6)
const COPIES = Number(process.env.COPIES ?? 4)
const SESSIONS = 6
/** The most lines a worker prints before it is killed, and how long it may run on. */
const MOST_LINES = 40
const MOMENT_MS = 20

useFreshDatabase()

let worker: { file: string; remove: () => void }
beforeAll(async () => {
  worker = await bundleFile('tests/fire/crash-worker.ts')
})
afterAll(() => worker.remove())

test(
  `a process killed during refreshes and log-outs loses nothing it acknowledged (${ROUNDS} times)`,
  async () => {
    let acknowledged = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      const given = await givenSessions(round)
      await closeDatabase()
      const said = await runUntilKilled(given)
      acknowledged += said.length
      await expectKept(given, said)
      const integrity = otherConnection().pragma('integrity_check', { simple: true })
      expect(integrity).toBe('ok')
    }
    expect(acknowledged, 'the worker must have got to work').toBeGreaterThan(ROUNDS)
    console.log(`${ROUNDS} kills, ${acknowledged} acknowledged steps, none lost`)
  },
  60_000 + ROUNDS * 30_000,
)

test(
  `files copied at random moments open clean and hold everything acknowledged (${COPIES} copies)`,
  async () => {
    let acknowledged = 0
    for (let round = 0; round < COPIES; round += 1) {
      const given = await givenSessions(round)
      await closeDatabase()
      const copy = mkdtempSync(join(tmpdir(), 'gatehouse-copy-'))
      const original = env().databaseFile
      const said = await runUntilKilled(given, (child) => {
        stop(child)
        // On a busy machine the worker may not have written yet, so that there is no WAL.
        const ends = ['', '-wal'].filter((end) => existsSync(original + end))
        for (const end of ends) copyFileSync(original + end, join(copy, 'copy.db' + end))
      })
      acknowledged += said.length
      await restartWith({ DATABASE_URL: `file:${join(copy, 'copy.db')}` })
      expect(otherConnection().pragma('integrity_check', { simple: true })).toBe('ok')
      await expectKept(given, said)
      await restartWith({ DATABASE_URL: `file:${original}` })
      rmSync(copy, { recursive: true })
    }
    expect(acknowledged, 'the worker must have got to work').toBeGreaterThan(COPIES)
    console.log(`${COPIES} copies, ${acknowledged} acknowledged steps, none lost`)
  },
  60_000 + COPIES * 30_000,
)

interface Said {
  word: string
  index: number
  token: string
}

/** What the worker printed before it was killed, or stopped by `before`. */
async function runUntilKilled(
  given: GivenSession[],
  before: (child: ChildProcess) => void = () => undefined,
): Promise<Said[]> {
  const child = spawn(process.execPath, [worker.file, ...given.map((g) => g.tokens.refresh)], {
    env: process.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  // Waits for work instead of time: a slow machine would get nothing done in a fixed time.
  const lines = 1 + Math.floor(Math.random() * MOST_LINES)
  const isAtWork = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += String(chunk)
      if (output.split('\n').length > lines) resolve()
    })
  })
  await Promise.race([isAtWork, once(child, 'close')])
  await new Promise((resolve) => setTimeout(resolve, Math.random() * MOMENT_MS))
  before(child)
  child.kill('SIGKILL')
  await once(child, 'close')
  return output
    .split('\n')
    .slice(1, -1)
    .map((line) => {
      const [word = '', index, token = ''] = line.split(' ')
      return { word, index: Number(index), token }
    })
}

/** Returns once the process stands still, as in a power cut. */
function stop({ pid }: ChildProcess): void {
  if (!pid) throw new Error('There is no process to stop')
  process.kill(pid, 'SIGSTOP')
  while (!stateOf(pid).startsWith('T'));
}

/** From /proc where it exists, else from `ps`, which not every machine has. */
function stateOf(pid: number): string {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat)
    ? (/\) (\w)/.exec(readFileSync(stat, 'utf8'))?.[1] ?? '')
    : execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
}

/** Replays every token that was ever issued. */
async function expectKept(given: GivenSession[], said: Said[]): Promise<void> {
  expect(said.filter(({ word }) => word === 'refused')).toEqual([])
  for (const [index, { tokens }] of given.entries()) {
    const own = said.filter((line) => line.index === index)
    const known = [tokens.refresh, ...own.filter((l) => l.word === 'refreshed').map((l) => l.token)]
    if (own.some(({ word }) => word === 'ended')) {
      expect(await authenticate(tokens.access, 'web')).toMatchObject({ ok: false })
      for (const token of known) {
        expect(await refreshSession({ token, from: LAPTOP })).toMatchObject({ ok: false })
      }
    } else if (!own.some(({ word }) => word === 'ending')) {
      // The client may have lost the last answer, so the newest token it received must work.
      const newest = known.at(-1) ?? ''
      expect(await refreshSession({ token: newest, from: LAPTOP })).toMatchObject({ ok: true })
    }
  }
}

async function givenSessions(round: number): Promise<GivenSession[]> {
  const now = new Date()
  const given: GivenSession[] = []
  for (let i = 0; i < SESSIONS; i += 1) {
    const userId = await givenUser(`round${round}-${i}@example.com`)
    given.push(await givenSession({ userId, now }))
  }
  return given
}
