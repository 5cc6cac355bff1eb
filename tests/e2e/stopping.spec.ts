import { existsSync } from 'node:fs'
import { closeDatabase } from '@/db/connection'
import { refreshForm } from '../support/refresh-form'
import { startServer } from '../support/server'
import { tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

test('a stop finishes what is under way, tidies the database, and exits with 0', async () => {
  const server = await startServer()
  await shareDatabase(server)
  const tokens = await tokensFor(await givenPerson())
  const refresh = await refreshForm(server.origin)
  await closeDatabase()

  const underWay = Array.from({ length: 20 }, () => refresh(server.port, tokens.refresh))
  await Promise.race(underWay)
  const exit = server.stop({ keep: true })
  // Whose request had not arrived yet is refused a connection, and would ask again elsewhere.
  const settled = await Promise.allSettled(underWay)
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.refresh] : []))
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).not.toBeNull()
  expect(await exit).toBe(0)
  expect(existsSync(server.databaseFile)).toBe(true)
  expect(existsSync(`${server.databaseFile}-wal`)).toBe(false)
  server.remove()
})
