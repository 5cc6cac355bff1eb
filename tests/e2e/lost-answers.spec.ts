import { closeDatabase } from '@/db/connection'
import { DAY, HOUR, MINUTE } from '@/lib/base/time'
import { serverClock } from '../support/clock'
import { losingAnswersOf } from '../support/lossy-proxy'
import { refreshForm } from '../support/refresh-form'
import { sessionRow } from '../support/rows'
import { startServer } from '../support/server'
import { tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

test('a client that lost the answer to a refresh gets the same refresh token again, even a day later', async () => {
  const clock = serverClock()
  const server = await startServer({ env: clock.env })
  await shareDatabase(server)
  const proxy = await losingAnswersOf(server.port)
  const tokens = await tokensFor(await givenPerson())
  const refresh = await refreshForm(server.origin)

  await expect(refresh(proxy.port, tokens.refresh)).rejects.toThrow()
  expect(await sessionRow(tokens.sessionId), 'the answer came after').toMatchObject({
    generation: 1,
  })
  await expect(refresh(proxy.port, tokens.refresh)).rejects.toThrow()
  const successors = []
  for (const later of [1, MINUTE, HOUR, DAY]) {
    clock.setAhead(later)
    const answer = await refresh(server.port, tokens.refresh)
    expect(answer).toMatchObject({ status: 303, cleared: false })
    successors.push(answer.refresh)
  }
  expect(successors[0]).not.toBeNull()
  expect(new Set(successors).size).toBe(1)
  expect(await sessionRow(tokens.sessionId)).toMatchObject({ generation: 1, endedAt: null })

  await proxy.close()
  await closeDatabase()
  await server.stop()
  clock.remove()
})
