import { decodeProtectedHeader } from 'jose'
import { setTimeout as sleep } from 'node:timers/promises'
import { closeDatabase } from '@/db/connection'
import { JWKS, STATUS_LISTS } from '@/lib/base/routes'
import { rotateKeys } from '@/lib/keys/rotate'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { bearer, logInDevice, logOutDevice } from '../support/api'
import { startCountingProxy, type CountingProxy } from '../support/counting-proxy'
import { runExample, startExample, type ExampleService } from '../support/examples'
import { freePort } from '../support/free-port'
import { ask } from '../support/http'
import type { Ending } from '../support/processes'
import { changeSigningKeys } from '../support/rows'
import { startServer, type TestServer } from '../support/server'
import { expect, givenPerson, shareDatabase, test, type Person } from './fixtures'

/** How long a list is kept, and how long an end takes to appear in it, in milliseconds. */
const LIST_MS = 15_000
const MOMENT_MS = 1500
/** Twice as long as a verifier needs to fetch an unknown key. */
const BETWEEN_ROTATIONS_MS = 3000
const SERVICES = ['cart', 'orders']

let gatehouse: TestServer
let other: TestServer
let proxy: CountingProxy
let cart: ExampleService
let orders: ExampleService
let person: Person
/** The shop example, which runs in parallel because it waits for a log-out to become known. */
let journey: Promise<Ending>

test.beforeAll(async () => {
  const front = await freePort()
  const env = { APP_ORIGIN: `http://localhost:${front}`, API_AUDIENCES: SERVICES.join() }
  gatehouse = await startServer({ env })
  const port = await freePort()
  other = await startServer({ port, env: { ...gatehouse.env, PORT: String(port) } })
  proxy = await startCountingProxy(front, gatehouse.port)
  // On a busy machine the first answers of a server take longer than services wait for them.
  for (const path of [JWKS, `${STATUS_LISTS}/0`]) await ask(gatehouse.origin + path)
  const settings = { GATEHOUSE_ISSUER: env.APP_ORIGIN }
  orders = await startExample('orders-service', settings)
  cart = await startExample('cart-service', { ...settings, ORDERS_URL: orders.origin })
  await shareDatabase(gatehouse)
  person = await givenPerson()
  journey = runExample('shop', {
    ...{ GATEHOUSE_ISSUER: gatehouse.origin, CART_URL: cart.origin, ORDERS_URL: orders.origin },
    ...{ SHOP_EMAIL: person.email, SHOP_PASSWORD: person.password },
  })
})

test.afterAll(async () => {
  await closeDatabase()
  await journey
  await Promise.all([cart.stop(), orders.stop(), other.stop()])
  await gatehouse.stop()
  await proxy.stop()
})

test('a log-out on another instance reaches services within the ttl, with few requests from them', async () => {
  const token = await givenToken(SERVICES)
  expect(await statuses(token)).toEqual([200, 200])
  const before = asksOfServices().length
  let requests = 0
  const hammer = async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => statuses(token)))
    requests += answers.length * 2
    return answers.flat()
  }
  for (let i = 0; i < 30; i += 1) expect(new Set(await hammer())).toEqual(new Set([200]))

  const { host } = new URL(gatehouse.origin)
  const left = await logOutDevice(`http://127.0.0.1:${other.port}`, token, host)
  expect(left.status).toBe(204)
  const began = performance.now()
  for (;;) {
    const answers = new Set(await hammer())
    if (!answers.has(200)) break
    expect(performance.now() - began).toBeLessThan(LIST_MS + MOMENT_MS)
    await sleep(200)
  }
  expect(await statuses(token)).toEqual([401, 401])
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const asked = asksOfServices().length - before
  console.log(
    `${requests} requests; refused after ${seconds} s; Gatehouse was asked ${asked} times`,
  )
  expect(requests).toBeGreaterThan(500)
  // Two services fetch lists and keys for about fifteen seconds.
  expect(asked).toBeLessThanOrEqual(10)
})

test('the shop example runs from log-in to log-out, and prints each step', async () => {
  const { code, output } = await journey
  expect(output).toMatch(/1\. Logged in[^]*3\. Ordered[^]*shows 1 order of mine[^]*answered 403/)
  expect(output).toMatch(/7\. Both services refuse the token, [\d.]+ s later/)
  expect(code).toBe(0)
})

test('three rotations of the signing key under load make services refuse no request', async () => {
  const tokens = [await givenToken(SERVICES)]
  const seen = new Set<number>()
  let isOver = false
  const load = (async () => {
    while (!isOver) for (const token of tokens) (await statuses(token)).forEach((s) => seen.add(s))
  })()
  for (let i = 0; i < 3; i += 1) {
    // Pretends that the next key was published long ago.
    await changeSigningKeys({ createdAt: new Date(0) })
    expect((await rotateKeys(COMMAND_LINE)).ok).toBe(true)
    tokens.push(await givenToken(SERVICES))
    await sleep(BETWEEN_ROTATIONS_MS)
  }
  isOver = true
  await load
  expect([...seen]).toEqual([200])
  expect(new Set(tokens.map((token) => decodeProtectedHeader(token).kid)).size).toBe(4)
})

test('a token for one service is refused by another, also when the first service forwards it', async () => {
  const token = await givenToken(['cart'])
  expect(await statuses(token)).toEqual([200, 401])
  const headers = bearer(token)
  const item = JSON.stringify({ item: 'tea', quantity: 1 })
  const json = { ...headers, 'content-type': 'application/json' }
  await ask(`${cart.origin}/cart`, { method: 'POST', headers: json, body: item })
  const passedOn = await ask(`${cart.origin}/checkout`, { method: 'POST', headers })
  expect(passedOn.status).toBe(401)
  expect(passedOn.headers['www-authenticate']).toContain('error="invalid_token"')
})

test('services without Gatehouse accept tokens for a while, then answer 503, and recover by themselves', async () => {
  const token = await givenToken(SERVICES)
  expect(await statuses(token)).toEqual([200, 200])
  await gatehouse.kill('SIGKILL')
  const began = performance.now()
  expect(await statuses(token)).toEqual([200, 200])
  const seen = new Set<number>()
  for (let last: number[] = []; last.join() !== '503,503'; last = await statuses(token)) {
    last.forEach((status) => seen.add(status))
    expect(performance.now() - began).toBeLessThan(LIST_MS + MOMENT_MS)
    await sleep(100)
  }
  expect([...seen].filter((status) => status !== 200 && status !== 503)).toEqual([])
  const { headers, body } = await ask(`${orders.origin}/orders`, { headers: bearer(token) })
  expect(headers['retry-after']).toBe('5')
  expect(JSON.parse(body)).toMatchObject({ code: 'unavailable' })

  gatehouse = await startServer({ port: gatehouse.port, env: gatehouse.env })
  await expect.poll(() => statuses(token)).toEqual([200, 200])
})

/** The requests of services to Gatehouse. */
function asksOfServices(): string[] {
  return proxy.asked().filter((path) => /jwks\.json$|status-lists/.test(path))
}

async function givenToken(audience: readonly string[]): Promise<string> {
  return (await logInDevice(gatehouse.origin, person, { audience })).access_token
}

/** The statuses that the cart and the orders service answer to this token. */
async function statuses(token: string): Promise<number[]> {
  const places = [`${cart.origin}/cart`, `${orders.origin}/orders`]
  const answers = await Promise.all(places.map((url) => ask(url, { headers: bearer(token) })))
  return answers.map(({ status }) => status)
}
