import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { closeDatabase } from '@/db/connection'
import { keepRefreshing, refreshForm } from '../support/refresh-form'
import { startServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

const RESTARTS = Number(process.env.RESTARTS ?? 1)
const CLIENTS = 4

for (const count of [1, 2]) {
  const processes = count === 1 ? 'one process' : `${count} processes`

  test(`a stop finishes open requests, leaves one tidy database file, and exits with 0 (${processes})`, async () => {
    const server = await startServer({ env: { WEB_CONCURRENCY: String(count) } })
    await shareDatabase(server)
    const person = await givenPerson()
    const watching = await tokensFor(person)
    const tokens = await tokensFor(person)
    const refresh = await refreshForm(server.origin)
    await closeDatabase()
    const url = `${server.origin}/session/events?session=${watching.sessionId}`
    const headers = { cookie: cookieHeader(watching), 'sec-fetch-site': 'same-origin' }
    const streams = await Promise.all(Array.from({ length: 5 }, () => fetch(url, { headers })))
    const ends = Promise.all(streams.map((stream) => stream.text()))

    const underWay = Array.from({ length: 20 }, () => refresh(server.port, tokens.refresh))
    await Promise.race(underWay)
    const exit = server.stop({ keep: true })
    // Streams of waiting pages would never finish: the pages ask another process.
    const living = 'event: living\ndata: -\n\n'
    expect(await ends).toEqual(Array(5).fill(`${living}event: leave\ndata: -\n\n`))
    // Requests that had not arrived are refused a connection; a client would retry elsewhere.
    const settled = await Promise.allSettled(underWay)
    const answers = settled.flatMap((one) =>
      one.status === 'fulfilled' ? [one.value.refresh] : [],
    )
    expect(new Set(answers).size).toBe(1)
    expect(answers[0]).not.toBeNull()
    expect(await exit).toBe(0)
    expect(existsSync(server.databaseFile)).toBe(true)
    expect(existsSync(`${server.databaseFile}-wal`)).toBe(false)
    server.remove()
  })
}

test(`${RESTARTS} restarts under load refuse no client that tries again`, async () => {
  test.setTimeout(120_000 + RESTARTS * 60_000)
  let server = await startServer()
  await shareDatabase(server)
  const person = await givenPerson()
  const refresh = await refreshForm(server.origin)
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => tokensFor(person)))
  await closeDatabase()

  const load = { goesOn: true, refreshes: 0 }
  const running = clients.map((client) =>
    keepRefreshing(refresh, server.port, client.refresh, load),
  )
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    const before = load.refreshes
    await expect.poll(() => load.refreshes, { timeout: 60_000 }).toBeGreaterThan(before + 20)
    expect(await server.stop({ keep: true })).toBe(0)
    const { port, env, databaseFile } = server
    server = await startServer({ port, env, folder: dirname(databaseFile) })
  }
  load.goesOn = false
  expect(await Promise.all(running)).toEqual(clients.map(() => 'never refused'))
  console.log(`${RESTARTS} restarts, ${load.refreshes} refreshes, none refused`)
  await server.stop()
  server.remove()
})
