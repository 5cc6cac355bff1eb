import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { env } from '@/lib/base/env'
import { recordEvent } from '@/lib/events/record'
import { chain, counted, givenEvents } from '@/tests/support/audit'
import { SECRET, useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at, LAPTOP, NOW } from '@/tests/support/people'
import { runAtOnce } from '@/tests/support/processes'
import { eventHashOf } from './chain'
import { createCheckpoint, newestCheckpoint } from './checkpoint'
import { sealEvents } from './seal'

useFreshDatabase()

describe('sealEvents', () => {
  test('numbers and counts each event once, on any number of processes', async () => {
    await sealEvents()
    const before = (await chain()).length
    await transaction({ locks: 'none' }, async () => {
      for (let i = 0; i < 1200; i += 1) {
        await recordEvent({ type: 'session_renewed', sessionId: `ses_${i}`, from: LAPTOP }, NOW)
      }
    })
    const endings = await runAtOnce(SEAL, 3, {
      AUTH_SECRET: SECRET,
      DATABASE_URL: env().databaseUrl,
    })
    expect(endings.map(({ code }) => code)).toEqual([0, 0, 0])
    const events = (await chain()).slice(before)
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => before + i + 1))
    expect((await counted())['2026-01-01T12 session_renewed']).toBe(1200)
    for (const [index, event] of events.entries()) {
      const previous = events[index - 1]
      if (previous) expect(event.hash).toBe(eventHashOf(previous.hash ?? '', event))
    }
  })
})

describe('createCheckpoint', () => {
  test('creates none when no event was added, and names its predecessor', async () => {
    await sealEvents()
    const first = await createCheckpoint(NOW)
    expect(await createCheckpoint(at(60))).toEqual(first)
    await givenEvents(1)
    await sealEvents()
    const [one, two] = await Promise.all([createCheckpoint(at(120)), createCheckpoint(at(121))])
    expect(one).toEqual(two)
    expect(await newestCheckpoint()).toEqual(one)
    expect(decodeJwt(one?.token ?? '')).toMatchObject({ previous: first?.sequence })
    expect(await otherProgram('SELECT * FROM audit_checkpoints')).toHaveLength(2)
  })

  test('covers 1200 new events after the older events were purged', async () => {
    await sealEvents()
    const first = await createCheckpoint(NOW)
    await givenEvents(1200)
    await sealEvents()
    await otherProgram(`DELETE FROM security_events WHERE sequence <= ${first?.sequence}`)
    const all = await Promise.all([createCheckpoint(at(60)), createCheckpoint(at(60))])
    expect(all.map((one) => one?.sequence)).toEqual(Array(2).fill((first?.sequence ?? 0) + 1200))
  })
})

// As in the rounds of the job: a process that waits too long for the lock seals in its next one.
const SEAL = `import { sealEvents } from '@/lib/audit/seal'
import { isUnavailable } from '@/lib/base/unavailable'
---
for (let isSealed = false; !isSealed;) {
  try {
    await sealEvents()
    isSealed = true
  } catch (error) {
    if (!isUnavailable(error)) throw error
  }
}
`
