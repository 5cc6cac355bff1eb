import { describe, expect, test } from 'vitest'
import { chain, counted, givenEvents } from '@/tests/support/audit'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { at } from '@/tests/support/people'
import { eventHashOf, GENESIS, personalHashOf } from './chain'
import { sealEvents } from './seal'

useFreshDatabase()

describe('sealEvents', () => {
  test('numbers every event without gaps, with a hash over all events before it', async () => {
    await givenEvents(3, {}, at(2))
    await givenEvents(2, {}, at(1))
    const total = await sealEvents()
    const events = await chain()
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1))
    expect(events).toHaveLength(total)
    let previous = GENESIS
    for (const event of events) {
      expect(event.personalSalt).toMatch(/^[0-9a-f]{32}$/)
      expect(event.personalHash).toBe(personalHashOf(event))
      expect(event.hash).toBe(eventHashOf(previous, event))
      previous = event.hash ?? ''
    }
    expect(new Set(events.map(({ personalSalt }) => personalSalt)).size).toBe(events.length)
  })

  test('orders new events by time, after all sealed ones', async () => {
    await sealEvents()
    const before = (await chain()).length
    await givenEvents(1, { sessionId: 'ses_2' }, at(2))
    await givenEvents(1, { sessionId: 'ses_1' }, at(1))
    await sealEvents()
    await givenEvents(1, { sessionId: 'ses_0' }, at(0))
    await sealEvents()
    const sessions = (await chain()).slice(before).map(({ sessionId }) => sessionId)
    expect(sessions).toEqual(['ses_1', 'ses_2', 'ses_0'])
  })

  test('changes nothing when there is no new event', async () => {
    await sealEvents()
    const before = await chain()
    expect(await sealEvents()).toBe(0)
    expect(await chain()).toEqual(before)
  })

  test('counts events by hour and type, and by reason where that is a known one', async () => {
    await givenEvents(2)
    await givenEvents(1, { details: { reason: 'disabled' } }, at(3599))
    await givenEvents(1, { details: { reason: '<b>typed by somebody</b>' } })
    await givenEvents(1, { type: 'user_created', details: {} }, at(3600))
    await sealEvents()
    await givenEvents(1)
    await sealEvents()
    expect(await counted()).toMatchObject({
      '2026-01-01T12 authn_login_fail': 1,
      '2026-01-01T12 authn_login_fail:disabled': 1,
      '2026-01-01T12 authn_login_fail:wrong-password': 3,
      '2026-01-01T13 user_created': 1,
    })
  })

  test('lets other work run between two batches', async () => {
    await givenEvents(600)
    let turns = 0
    // Not a timer: it runs in another phase of the event loop and may miss a short pause.
    const counting = setImmediate(function count() {
      turns += 1
      next = setImmediate(count)
    })
    let next = counting
    await sealEvents()
    clearImmediate(next)
    expect(turns).toBeGreaterThan(0)
  })

  test('seals events with malformed details too', async () => {
    await givenEvents(2)
    await otherProgram("UPDATE security_events SET details = '{', network = NULL")
    await sealEvents()
    expect((await chain()).every(({ hash }) => hash !== null)).toBe(true)
  })
})
