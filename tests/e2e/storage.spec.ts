import Database from 'better-sqlite3'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase } from '@/db/connection'
import type { SessionTokens } from '@/lib/sessions/issue'
import { logOut, page, submit, tokensIn, type Tokens } from '../support/client'
import { fullDisk } from '../support/disk'
import { refreshForm } from '../support/refresh-form'
import { freePort } from '../support/free-port'
import { startServer, type ServerOptions, type TestServer } from '../support/server'
import { tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test, type Person } from './fixtures'

/** Of writers that wait for the lock one after another. */
const ROUNDS = 2
/** A log-out needs little space: the reserve must be enough for many. */
const LOG_OUTS = 10

const servers: TestServer[] = []

test.afterEach(async () => {
  await closeDatabase()
  for (const server of servers.splice(0)) {
    await server.kill('SIGKILL')
    server.remove()
  }
})

test('a lock held by another process makes writers get 503, and delays no reader', async () => {
  const server = await start()
  const person = await givenPerson()
  const tokens = await tokensFor(person)
  const refresh = await refreshForm(server.origin)
  const other = new Database(server.databaseFile)
  other.exec('BEGIN IMMEDIATE')

  let pages = 0
  let waits = 0
  let isOver = false
  const read = async () => {
    for (; !isOver; pages += 1) {
      expect((await page(server.origin, '/dashboard', tokens)).status).toBe(200)
      // A reader without pauses would keep a core busy.
      await sleep(100)
    }
  }
  const write = async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const refreshes = [1, 2].map(() => refresh(server.port, tokens.refresh))
      for (const answer of await Promise.all(refreshes)) {
        expect(answer).toMatchObject({ refresh: null, cleared: false })
      }
      expectUnavailable(await logIn(server, person))
      expect((await logOut(server.origin, tokens, 'others')).status).toBe(503)
      // One of the refreshes, one of the log-in and one of the log-out.
      waits += 3
    }
  }
  await Promise.all([read(), write().finally(() => (isOver = true))])
  // Had it waited for the lock too, the reader would get one page in each wait, and a last one.
  expect(pages).toBeGreaterThan(waits + 1)

  other.close()
  expect((await refresh(server.port, tokens.refresh)).refresh).toBeTruthy()
})

test('on a full disk pages are served and log-out works, but log-in does not, and no session ends by itself', async () => {
  const disk = fullDisk()
  const server = await start(disk.options)
  const person = await givenPerson()
  const kept = await tokensFor(person)
  const leaving = await sessions(person, LOG_OUTS)
  const refresh = await refreshForm(server.origin)
  await closeDatabase()
  disk.fill(server.databaseFile)

  for (let tries = 0; tries < 3; tries += 1) {
    expect((await page(server.origin, '/dashboard', kept)).status).toBe(200)
    const answer = await refresh(server.port, kept.refresh)
    expect(answer).toMatchObject({ status: 303, refresh: null, access: null, cleared: false })
    expectUnavailable(await logIn(server, person))
    const stranger = { name: 'Bob', email: 'bob@example.com', password: person.password }
    expectUnavailable(await submit(server.origin, '/signup', stranger))
  }
  for (const tokens of leaving) {
    const answer = await logOut(server.origin, tokens)
    expect([answer.status, answer.location]).toEqual([303, '/login'])
    expect((await page(server.origin, '/dashboard', tokens)).status).not.toBe(200)
  }
  expect(server.output()).toContain('what was kept for log-outs is being used')
  if (disk.staysFull) {
    expect(existsSync(`${server.databaseFile}.reserve`)).toBe(false)
    expect(await refresh(server.port, kept.refresh)).toMatchObject({ refresh: null })
  }

  disk.empty()
  await expect
    .poll(async () => (await refresh(server.port, kept.refresh)).refresh, { timeout: 60_000 })
    .toBeTruthy()
  expect(existsSync(`${server.databaseFile}.reserve`)).toBe(true)
  for (const tokens of leaving) {
    expect(await refresh(server.port, tokens.refresh)).toMatchObject({ cleared: true })
  }
})

test('an older backup in place of the database revives no session, on either instance', async () => {
  const first = await start()
  const port = await freePort()
  const second = await start({ port, env: { ...first.env, PORT: String(port) } })
  const person = await givenPerson()
  const ended = await tokensFor(person)
  const living = await tokensFor(person)
  await closeDatabase()
  const backup = `${first.databaseFile}.backup`
  const source = new Database(first.databaseFile)
  source.prepare('VACUUM INTO ?').run(backup)
  source.close()
  expect((await logOut(first.origin, ended)).status).toBe(303)
  expect((await pageOf(second, first, living)).status).toBe(200)

  for (const end of ['', '-wal', '-shm']) rmSync(first.databaseFile + end, { force: true })
  // In one step, as docs/deploying.md says, since a running server opens any file at this path.
  renameSync(backup, first.databaseFile)
  const refresh = await refreshForm(first.origin)
  for (const server of [first, second]) {
    await expect
      .poll(async () => (await pageOf(server, first, living)).location, { timeout: 60_000 })
      .toMatch(/^\/session\/refresh/)
    for (const tokens of [ended, living]) {
      expect((await pageOf(server, first, tokens)).status).not.toBe(200)
      expect(await refresh(server.port, tokens.refresh)).toMatchObject({ cleared: true })
    }
  }
  const after = new Database(first.databaseFile, { readonly: true })
  expect(after.prepare('SELECT epoch FROM installation').pluck().get()).toBe(1)
  after.close()
  const told = [first, second].filter((server) => server.output().includes('was ended (epoch 1)'))
  expect(told).toHaveLength(1)
  const fresh = tokensIn(await logIn(first, person))
  expect(fresh.access.value).toBeTruthy()
})

async function start(options: ServerOptions = {}): Promise<TestServer> {
  const server = await startServer(options)
  servers.push(server)
  await shareDatabase(server)
  return server
}

async function sessions(person: Person, count: number): Promise<SessionTokens[]> {
  const made: SessionTokens[] = []
  for (let i = 0; i < count; i += 1) made.push(await tokensFor(person))
  return made
}

function logIn(server: TestServer, { email, password }: Person) {
  return submit(server.origin, '/login', { email, password, persistent: 'on' })
}

/** A page of `server`, requested by the public name of both instances. */
function pageOf(server: TestServer, { origin }: TestServer, tokens: Tokens) {
  return page(`http://127.0.0.1:${server.port}`, '/dashboard', tokens, new URL(origin).host)
}

function expectUnavailable(answer: Awaited<ReturnType<typeof page>>): void {
  expect(answer.location).toMatch(/^\/unavailable\?/)
  expect(answer.setCookies).toEqual([])
}
