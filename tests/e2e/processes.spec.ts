/** Several server processes on one port: `WEB_CONCURRENCY`. */
import { existsSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { closeDatabase } from '@/db/connection'
import { PASSWORD } from '../support/accounts'
import { page, submit } from '../support/client'
import { ask } from '../support/http'
import { seriesIn, type Series } from '../support/metrics'
import { keepRefreshing, refreshForm } from '../support/refresh-form'
import { eventsOf } from '../support/rows'
import { startServer, type TestServer } from '../support/server'
import { isRunning, serverProcessesOf } from '../support/server-processes'
import { tokensFor } from '../support/session'
import { expect, shareDatabase, test } from './fixtures'

const METRICS_TOKEN = 'a-token-for-the-scraper'
const TWO = { WEB_CONCURRENCY: '2', METRICS_TOKEN, LOG_LEVEL: 'debug' }
const CLIENTS = 4

test.use({ settings: TWO })

async function metrics(server: TestServer): Promise<Series> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const { status, body } = await ask(`${server.origin}/api/metrics`, { headers })
  expect(status).toBe(200)
  return seriesIn(body)
}

function valueOf(series: Series, name: string, ...labels: string[]): number {
  const found = Object.entries(series).filter(
    ([key]) => key.startsWith(`${name}{`) && labels.every((label) => key.includes(label)),
  )
  expect(found.length, `${name} ${labels.join()}`).toBeLessThan(2)
  return found[0]?.[1] ?? 0
}

const logIns = (series: Series) =>
  valueOf(series, 'gatehouse_http_requests_total', 'route="log-in"', 'method="GET"', '2xx')

/** The sockets that a server process holds. */
const socketsOf = (series: Series, worker: string) =>
  valueOf(series, 'nodejs_active_resources', `worker="${worker}"`, 'type="TCPSocketWrap"')

/** How often the log has a line with these words. */
const linesWith = (words: string, { output }: TestServer) => output().split(words).length - 1

test('one start of two processes prints one link, one address, and records one event', async ({
  server,
}) => {
  expect(serverProcessesOf(server.pid)).toHaveLength(2)
  await expect.poll(() => linesWith('/setup?token=', server)).toBe(1)
  expect(linesWith('Gatehouse is ready', server)).toBe(1)
  const starts = await eventsOf('sys_startup')
  expect(starts.map(({ details }) => JSON.parse(details ?? '{}') as object)).toMatchObject([
    { process: server.pid },
  ])
  await expect.poll(() => linesWith('Old rows ', server)).toBe(1)
})

test('both processes answer, and their metrics add up', async ({ server }) => {
  const sockets: Socket[] = []
  for (let i = 0; i < 6; i += 1) {
    const socket = connect(server.port, '127.0.0.1')
    await once(socket, 'connect')
    sockets.push(socket)
  }
  for (const worker of ['1', '2']) {
    await expect
      .poll(async () => socketsOf(await metrics(server), worker))
      .toBeGreaterThanOrEqual(2)
  }
  for (const socket of sockets) socket.destroy()

  const before = logIns(await metrics(server))
  // Each on a connection of its own.
  for (let i = 0; i < 10; i += 1) await ask(`${server.origin}/login`)
  for (let scrapes = 0; scrapes < 4; scrapes += 1) {
    expect(logIns(await metrics(server)) - before).toBe(10)
  }
})

test('a request that Next.js sends to itself is known as its own by the other process', async ({
  page: tab,
  person,
  server,
}) => {
  const posting = tab.waitForRequest((asked) => asked.method() === 'POST')
  await tab.goto('/login')
  await tab.getByLabel('Email').fill(person.email)
  await tab.getByLabel('Password', { exact: true }).fill(person.password)
  await tab.getByRole('button', { name: 'Log in', exact: true }).click()
  const posted = await posting
  await tab.waitForURL('**/dashboard')
  const body = posted.postDataBuffer() ?? Buffer.from('')
  const all = Object.entries(await posted.allHeaders())
  const headers = Object.fromEntries(all.filter(([name]) => !/^(:|content-length)/.test(name)))
  const redirects = () => linesWith('"method":"GET","path":"/login","status":307', server)
  const before = redirects()
  // Connections go to each process in turn: the one that Next.js opens goes to the other process.
  for (let i = 0; i < 4; i += 1) {
    const answer = await ask(posted.url(), { method: 'POST', headers, body })
    const own = `"requestId":"${String(answer.headers['x-request-id'])}","method":"GET"`
    await expect.poll(() => linesWith(own, server)).toBe(1)
  }
  // A visitor at 127.0.0.1 would be redirected to the same page on localhost.
  expect(redirects()).toBe(before)
})

test('a killed process is replaced, and meanwhile no user is signed out and no counter falls', async ({
  server,
  person,
}) => {
  test.setTimeout(120_000)
  const refresh = await refreshForm(server.origin)
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => tokensFor(person)))
  await closeDatabase()
  const load = { goesOn: true, refreshes: 0 }
  const running = clients.map((client) =>
    keepRefreshing(refresh, server.port, client.refresh, load),
  )
  const more = async () => {
    const before = load.refreshes
    await expect.poll(() => load.refreshes, { timeout: 60_000 }).toBeGreaterThan(before + 20)
  }
  for (let i = 0; i < 6; i += 1) await ask(`${server.origin}/login`)
  await more()
  const before = await metrics(server)
  const [killed = 0] = serverProcessesOf(server.pid)
  process.kill(killed, 'SIGKILL')
  await more()
  await expect.poll(() => linesWith('"signal":"SIGKILL"', server)).toBe(1)
  await expect
    .poll(() => serverProcessesOf(server.pid).filter((pid) => pid !== killed).length)
    .toBe(2)
  await expect.poll(async () => socketsOf(await metrics(server), '1')).toBeGreaterThan(0)
  await expect.poll(async () => socketsOf(await metrics(server), '2')).toBeGreaterThan(0)
  await more()
  load.goesOn = false
  expect(await Promise.all(running)).toEqual(clients.map(() => 'never refused'))

  const after = await metrics(server)
  expect(logIns(after)).toBe(logIns(before))
  for (const [name, value] of Object.entries(before)) {
    if (!/^gatehouse_.*_(total|count|sum|bucket)\{/.test(name)) continue
    expect(after[name], name).toBeGreaterThanOrEqual(value)
  }
  await shareDatabase(server)
  const again = await tokensFor(person)
  expect((await page(server.origin, '/dashboard', again)).status).toBe(200)
})

test('a process that is stopped alone is replaced, and the others take its requests', async ({
  server,
}) => {
  const [stopped = 0] = serverProcessesOf(server.pid)
  process.kill(stopped, 'SIGTERM')
  while (isRunning(stopped)) expect((await ask(`${server.origin}/login`)).status).toBe(200)
  await expect
    .poll(() => serverProcessesOf(server.pid).filter((pid) => pid !== stopped).length)
    .toBe(2)
  await expect.poll(() => linesWith('"code":0', server)).toBe(1)
})

test('Ctrl-C stops every process once, in order, with exit code 0', async () => {
  const own = await startServer({ env: TWO })
  const all = serverProcessesOf(own.pid)
  await shareDatabase(own)
  await submit(own.origin, '/signup', { email: 'a@example.com', password: PASSWORD, name: 'A' })
  await closeDatabase()
  // The terminal signals all of them, and npm signals the first again.
  for (const pid of [...all, own.pid]) process.kill(pid, 'SIGINT')
  expect(await own.stop({ keep: true })).toBe(0)
  expect(all.filter(isRunning)).toEqual([])
  expect(linesWith('Gatehouse is stopping', own)).toBe(1)
  expect(own.output()).not.toMatch(/"level":"(warn|error|fatal)"|\n\s+at /)
  expect(existsSync(`${own.databaseFile}-wal`)).toBe(false)
  await shareDatabase(own)
  expect(await eventsOf('sys_shutdown')).toHaveLength(1)
  await closeDatabase()
  own.remove()
})

test(
  'when the first process is killed, the others free the port, finish and end',
  { tag: '@long' },
  async () => {
    const own = await startServer({ env: TWO })
    const all = serverProcessesOf(own.pid)
    await own.kill('SIGKILL')
    await expect(ask(`${own.origin}/login`)).rejects.toThrow('ECONNREFUSED')
    await expect.poll(() => all.filter(isRunning)).toEqual([])
    const next = await startServer({ env: own.env, port: own.port })
    expect(await next.stop()).toBe(0)
    own.remove()
  },
)

test(
  'two processes that cannot start say so once, and the start ends with code 1',
  { tag: '@long' },
  async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const refused = await startServer({ env: TWO, port }).catch((error: unknown) => String(error))
    expect(refused).toMatch(
      new RegExp(`\\nGatehouse cannot start: port ${port} is already in use\\.\\n$`),
    )
    expect(String(refused).split('cannot start')).toHaveLength(2)
    other.close()
  },
)
