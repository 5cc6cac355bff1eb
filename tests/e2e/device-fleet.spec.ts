import { Agent } from 'node:http'
import { callApi } from '../support/api'
import { givenDevices, reconnect } from '../support/reconnecting'
import { eventsOf, sessionRow } from '../support/rows'
import { expect, shareDatabase, test } from './fixtures'

/** `npm run test:long` sets more. */
const DEVICES = Number(process.env.DEVICES ?? 100)
/** One answer in this many gets lost. */
const LOST = 5

test(`devices that reconnect at once over a bad connection all keep their sessions (${DEVICES} devices)`, async ({
  server,
}) => {
  await shareDatabase(server)
  const devices = await givenDevices(DEVICES, 20)
  const random = randomFrom(20260101)
  const agent = new Agent({ keepAlive: true, maxSockets: DEVICES })
  const line = { agent, loses: () => random() < 1 / LOST, jitter: random }
  const results = await Promise.all(devices.map((device) => reconnect(device, server.origin, line)))
  agent.destroy()

  const times = results.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const tries = results.reduce((sum, result) => sum + result.tries, 0)
  const p99 = Math.round(times[Math.floor(DEVICES * 0.99)] ?? 0)
  console.log(`${tries} tries of ${DEVICES} devices, 99 % had their tokens after ${p99} ms`)
  expect(tries).toBeGreaterThan(DEVICES)
  for (const { sessionId } of devices) {
    expect(await sessionRow(sessionId)).toMatchObject({ generation: 1, endedAt: null })
  }
  const theirs = new Set(devices.map(({ sessionId }) => sessionId))
  const reuse = await eventsOf('authn_token_reuse')
  expect(reuse.filter(({ sessionId }) => sessionId !== null && theirs.has(sessionId))).toEqual([])
  for (const { access } of devices.filter((_, i) => i % 20 === 0)) {
    expect((await callApi(server.origin, '/me', { token: access })).status).toBe(200)
  }
})

/** Pseudo-random numbers from 0 to 1, the same in every run. @see mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
