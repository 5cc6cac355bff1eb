/** A broken destination of the log does not affect requests. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../support/free-port'
import { ask } from '../support/http'
import { newSecret } from '../support/settings'
import { expect, test } from './fixtures'

const METRICS_TOKEN = 'metrics-token-metrics-token-metrics'
/** At about 900 bytes a line, more than a pipe and the queue before it hold. */
const REQUESTS = 800

/** Answered without Next.js, and logged like every request. */
const CHEAP = { host: 'elsewhere.example' }

interface Quiet {
  origin: string
  child: ChildProcess
}

/** A server whose standard output is `stdout`, which the test does not read. */
async function startQuiet(stdout: 'pipe' | number, more = {}): Promise<Quiet> {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const child = spawn(process.execPath, ['dist/server.mjs'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      APP_ORIGIN: origin,
      AUTH_SECRET: newSecret(),
      DATABASE_URL: `file:${join(folder, 'gatehouse.db')}`,
      METRICS_TOKEN,
      // Keeps the developer's own .env.local out of the test.
      __NEXT_PROCESSED_ENV: 'true',
      ...more,
    },
    stdio: ['ignore', stdout, 'ignore'],
  })
  const cleanUp = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', cleanUp)
  child.once('exit', cleanUp)
  for (;;) {
    const answer = await ask(`${origin}/api/health`).catch(() => null)
    if (answer?.status === 200) return { origin, child }
    if (child.exitCode !== null) throw new Error('The server did not start')
    await sleep(50)
  }
}

/** Sends so many requests that the log is far longer than any pipe. */
async function askMuch(origin: string, headers: Record<string, string> = {}): Promise<void> {
  for (let i = 0; i < REQUESTS; i += 50) {
    const some = Array.from({ length: 50 }, () => ask(`${origin}/${'x'.repeat(299)}`, { headers }))
    for (const { status } of await Promise.all(some)) expect(status).toBeLessThan(500)
  }
}

async function dropped(origin: string): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const { body } = await ask(`${origin}/api/metrics`, { headers })
  return Number(/^gatehouse_log_lines_dropped_total\{[^}]*\} (\d+)$/m.exec(body)?.[1])
}

/** Stops it as an administrator would. */
async function exitCodeOf({ child }: Quiet): Promise<unknown> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const [code] = (await gone) as unknown[]
  return code
}

test(
  'an unread log pipe makes the server drop and count log lines, but delays no request',
  { tag: '@long' },
  async () => {
    const server = await startQuiet('pipe')
    await askMuch(server.origin, CHEAP)
    expect(await ask(`${server.origin}/api/health`)).toHaveProperty('status', 200)
    expect(await dropped(server.origin)).toBeGreaterThan(0)
    expect(await exitCodeOf(server)).toBe(0)
  },
)

test(
  'the log of two processes holds whole lines alone, though its reader is slow',
  { tag: '@long' },
  async () => {
    const server = await startQuiet('pipe', { WEB_CONCURRENCY: '2' })
    await askMuch(server.origin)
    const chunks: string[] = []
    server.child.stdout?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
    await askMuch(server.origin, CHEAP)
    expect(await dropped(server.origin)).toBeGreaterThan(0)
    const closed = once(server.child, 'close')
    server.child.kill('SIGTERM')
    expect(await closed).toEqual([0, null])
    const [last, ...lines] = chunks.join('').split('\n').reverse()
    expect(last).toBe('')
    const requests = lines.filter((line) => !line.startsWith('Make the first administrator: '))
    expect(requests.length).toBeGreaterThan(REQUESTS)
    // Throws if a line is cut, or if another is in the middle of it.
    for (const line of requests) JSON.parse(line)
  },
)

test('a server keeps running when the reader of its log exits', { tag: '@long' }, async () => {
  const server = await startQuiet('pipe')
  server.child.stdout?.destroy()
  for (let i = 0; i < 5; i += 1) {
    expect(await ask(`${server.origin}/`)).toHaveProperty('status', 200)
  }
  expect(await dropped(server.origin)).toBeGreaterThan(0)
  expect(await exitCodeOf(server)).toBe(0)
})

test(
  'a full disk under the log makes the server drop log lines, but fails no request',
  { tag: '@long' },
  async () => {
    const server = await startQuiet(openSync('/dev/full', 'w'))
    for (let i = 0; i < 5; i += 1) {
      expect(await ask(`${server.origin}/`)).toHaveProperty('status', 200)
    }
    expect(await dropped(server.origin)).toBeGreaterThan(0)
    expect(await exitCodeOf(server)).toBe(0)
  },
)

test(
  'a trace receiver that never answers delays neither requests nor the stop of the server',
  { tag: '@long' },
  async () => {
    let batches = 0
    const receiver = createServer(() => (batches += 1))
    receiver.listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const { port } = receiver.address() as AddressInfo
    const url = `http://127.0.0.1:${port}`
    const server = await startQuiet('pipe', { OTEL_EXPORTER_OTLP_ENDPOINT: url })
    server.child.stdout?.resume()
    await askMuch(server.origin)
    expect(batches).toBeGreaterThan(0)
    expect(await ask(`${server.origin}/api/health`)).toHaveProperty('status', 200)
    expect(await exitCodeOf(server)).toBe(0)
    receiver.closeAllConnections()
    receiver.close()
  },
)
