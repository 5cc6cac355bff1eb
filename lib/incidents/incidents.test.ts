import { describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { refreshSession } from '@/lib/sessions/refresh'
import type { SeenFrom } from '@/lib/events/events'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { eventsOf, sessionRow } from '@/tests/support/rows'
import { use } from '@/tests/support/session'
import { answerIncident, openIncidents } from './answer'

useFreshDatabase()

const LAPTOP_ELSEWHERE: SeenFrom = { ...LAPTOP, network: '203.0.113.9' }

describe('one session in two places', () => {
  test('is an incident when networks and browsers differ within minutes', async () => {
    const { tokens } = await givenSession()
    const actor = await use(tokens, PHONE, at(60))
    const [incident] = await openIncidents(actor, 5)
    expect(incident).toMatchObject({
      kind: 'two-places',
      here: true,
      known: { at: NOW, network: LAPTOP.network, browser: LAPTOP.browser, system: LAPTOP.system },
      came: { at: at(60), network: PHONE.network, browser: PHONE.browser, system: PHONE.system },
    })
    expect(await eventsOf('authn_token_shared')).toHaveLength(1)
  })

  test('is noticed at a refresh too, which still succeeds', async () => {
    const { tokens } = await givenSession()
    const result = await refreshSession({ token: tokens.refresh, from: PHONE }, at(30))
    expect(result.ok).toBe(true)
    expect(await openIncidents(await use(tokens, LAPTOP, at(31)), 5)).toHaveLength(1)
  })

  test('is no incident when only the network or only the browser changes', async () => {
    const { tokens } = await givenSession()
    await use(tokens, LAPTOP_ELSEWHERE, at(60))
    const actor = await use(tokens, { ...PHONE, network: LAPTOP_ELSEWHERE.network }, at(120))
    expect(await openIncidents(actor, 5)).toHaveLength(0)
  })

  test('is no incident within the IPv6 network of one customer', async () => {
    const { tokens } = await givenSession({ from: { ...LAPTOP, network: '2001:db8:1:2::3' } })
    const actor = await use(tokens, { ...PHONE, network: '2001:db8:1:2::4' }, at(60))
    expect(await openIncidents(actor, 5)).toHaveLength(0)
  })

  test('is no incident when ten minutes lie between the two uses', async () => {
    const { tokens } = await givenSession()
    const actor = await use(tokens, PHONE, at(599))
    expect(await openIncidents(actor, 5)).toHaveLength(1)
    const other = await givenSession({ userId: actor.userId })
    await use(other.tokens, PHONE, at(600), at(599))
    expect(await openIncidents(actor, 5)).toHaveLength(1)
  })

  test('is reported once an hour, however often the two take turns', async () => {
    const { tokens, session } = await givenSession()
    const turns = [PHONE, LAPTOP, PHONE, LAPTOP]
    for (const [i, from] of turns.entries()) await use(tokens, from, at(60 * (i + 1)))
    expect(await eventsOf('authn_token_shared')).toHaveLength(1)
    expect((await sessionRow(session.id)).suspectedAt).toEqual(at(60))
  })
})

describe('a predecessor', () => {
  test('from another browser is an incident, and ends no session', async () => {
    const { tokens } = await givenSession()
    await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(10))
    const from = { ...PHONE, network: LAPTOP.network }
    const result = await refreshSession({ token: tokens.refresh, from }, at(20))
    expect(result.ok).toBe(true)
    const [incident] = await openIncidents(await use(tokens, LAPTOP, at(21)), 5)
    expect(incident).toMatchObject({
      kind: 'predecessor',
      known: { at: at(10), browser: LAPTOP.browser },
      came: { at: at(20), browser: PHONE.browser },
    })
  })

  test('from the same browser is no incident, on any network', async () => {
    const { tokens } = await givenSession()
    await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(10))
    await refreshSession({ token: tokens.refresh, from: LAPTOP_ELSEWHERE }, at(20))
    expect(await openIncidents(await use(tokens, LAPTOP, at(21)), 5)).toHaveLength(0)
  })
})

test('reuse is an incident with both sides, shown in the other sessions of its owner', async () => {
  const { actor } = await givenReuse()
  const [incident] = await openIncidents(actor, 5)
  expect(incident).toMatchObject({
    kind: 'reuse',
    here: false,
    known: { at: at(0), browser: LAPTOP.browser, network: LAPTOP.network },
    came: { at: at(60), browser: PHONE.browser, network: PHONE.network },
  })
})

describe('“This was me”', () => {
  test('answered in another session closes the incident everywhere', async () => {
    const { actor } = await givenReuse()
    const [incident] = await openIncidents(actor, 5)
    expect(await answerIncident(actor, incident?.id ?? 'inc_none', at(70))).toEqual({ ok: true })
    expect(await openIncidents(actor, 5)).toHaveLength(0)
    const next = await givenSession({ userId: actor.userId })
    expect(await openIncidents(await use(next.tokens, LAPTOP, at(80)), 5)).toHaveLength(0)
  })

  test('answered in the session concerned closes the incident only there', async () => {
    const { tokens, userId } = await givenSession()
    const actor = await use(tokens, PHONE, at(60))
    const [incident] = await openIncidents(actor, 5)
    await answerIncident(actor, incident?.id ?? 'inc_none', at(70))
    expect(await openIncidents(actor, 5)).toHaveLength(0)
    const next = await givenSession({ userId })
    const again = await use(next.tokens, LAPTOP, at(80))
    expect(await openIncidents(again, 5)).toHaveLength(1)
    await answerIncident(again, incident?.id ?? 'inc_none', at(90))
    expect(await openIncidents(actor, 5)).toHaveLength(0)
  })

  test('is refused for an incident of another user and for an unknown id', async () => {
    const { actor } = await givenReuse()
    const [incident] = await openIncidents(actor, 5)
    const stranger = await givenSession({ userId: await givenUser('eve@example.com') })
    const eve = await use(stranger.tokens, LAPTOP, at(80))
    expect(await openIncidents(eve, 5)).toHaveLength(0)
    for (const id of [incident?.id ?? 'inc_none', 'inc_none'] as const)
      expect(await answerIncident(eve, id, at(90))).toEqual({ ok: false, reason: 'not-found' })
    expect(await openIncidents(actor, 5)).toHaveLength(1)
  })
})

test('an old token at log-out is an incident of reuse', async () => {
  const { tokens, userId } = await givenSession()
  const next = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(0))
  if (next.ok) await use(next.tokens, LAPTOP, at(50))
  await endOwnSessions({ access: null, refresh: tokens.refresh }, 'everywhere', PHONE, at(60))
  const other = await givenSession({ userId })
  const [incident] = await openIncidents(await use(other.tokens, LAPTOP, at(70)), 5)
  expect(incident?.kind).toBe('reuse')
})

/** A session that ended because a copy was used, and its owner in another session. */
async function givenReuse(): Promise<{ actor: Actor }> {
  const { tokens, userId } = await givenSession()
  const next = await refreshSession({ token: tokens.refresh, from: LAPTOP }, at(0))
  if (next.ok) await use(next.tokens, LAPTOP, at(50))
  const result = await refreshSession({ token: tokens.refresh, from: PHONE }, at(60))
  expect(result).toEqual({ ok: false, reason: 'reuse' })
  const other = await givenSession({ userId })
  return { actor: await use(other.tokens, LAPTOP, at(70)) }
}
