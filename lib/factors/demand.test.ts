import { describe, expect, test } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticator } from '@/tests/support/factors'
import { at, givenRole, givenSession, LAPTOP } from '@/tests/support/people'
import { eventsOf, insertRole, userRow } from '@/tests/support/rows'
import { demandOn, FactorDemanded, GRACE } from './demand'
import { hasSecondFactor } from './second-factor'
import { resetFactors } from './reset'
import { removeAuthenticator } from './set-up'

useFreshDatabase({ SECOND_FACTOR: 'administrators' })

const until = (seconds: number) => at(seconds + GRACE)

async function givenActor(role?: string): Promise<Actor> {
  const { tokens, userId } = await givenSession()
  if (role) await givenRole(userId, role)
  const found = await authenticate(tokens.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

/** With the roles that the user holds now. */
async function again({ userId }: Actor, seconds: number): Promise<Actor> {
  const { tokens } = await givenSession({ userId, now: at(seconds) })
  const found = await authenticate(tokens.access, 'web', at(seconds))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

describe('SECOND_FACTOR', () => {
  test.each([
    ['optional', undefined, false],
    ['optional', 'administrator', false],
    ['administrators', undefined, false],
    ['administrators', 'greeter', false],
    ['administrators', 'support', true],
    ['administrators', 'billing', true],
    ['required', undefined, true],
  ])('%s asks a user with the role %s: %s', async (setting, role, isAsked) => {
    process.env.SECOND_FACTOR = setting
    forgetSettings()
    await insertRole('greeter', [])
    await insertRole('billing', ['statistics:read'])
    const actor = await givenActor(role)
    const expected = isAsked ? { until: until(10), isOver: false } : null
    expect(await demandOn(actor, at(10))).toEqual(expected)
  })
})

describe('the grace', () => {
  test('begins when the user is first told, and ends 14 days later', async () => {
    const actor = await givenActor('support')
    expect(await demandOn(actor, at(10))).toEqual({ until: until(10), isOver: false })
    expect(await demandOn(actor, at(500))).toEqual({ until: until(10), isOver: false })
    expect(await demandOn(actor, until(10))).toEqual({ until: until(10), isOver: true })
    expect((await userRow(actor.userId)).secondFactorAskedAt).toEqual(at(10))
    const told = await eventsOf('authn_factor_demanded')
    expect(told.map(({ userId, at: point, details }) => [userId, point, details])).toEqual([
      [actor.userId, at(10), JSON.stringify({ due: until(10).toISOString() })],
    ])
  })

  test('begins anew with the first role that allows something, and with no further one', async () => {
    const actor = await givenActor('support')
    const { userId } = actor
    await demandOn(actor, at(10))
    await grantRole(COMMAND_LINE, { userId, role: 'auditor' }, LAPTOP, at(20))
    expect(await demandOn(await again(actor, 20), at(20))).toMatchObject({ until: until(10) })
    for (const role of ['auditor', 'support']) await revokeRole(COMMAND_LINE, { userId, role })
    expect(await demandOn(await again(actor, 30), until(10))).toBeNull()
    await grantRole(COMMAND_LINE, { userId, role: 'support' }, LAPTOP, until(10))
    const back = await again(actor, GRACE + 10)
    expect(await demandOn(back, until(10))).toEqual({
      ...{ until: until(GRACE + 10), isOver: false },
    })
  })

  test('begins anew when an administrator removed a lost factor', async () => {
    const actor = await givenActor('support')
    const { userId } = actor
    await demandOn(actor, at(10))
    await givenAuthenticator(actor, at(20))
    expect(await demandOn(actor, until(10))).toBeNull()
    const reset = { userId, reason: 'The phone was lost', isNow: true }
    expect(await resetFactors(COMMAND_LINE, reset, LAPTOP, until(20))).toMatchObject({ ok: true })
    const now = until(30)
    expect(await demandOn(actor, now)).toEqual({ until: until(GRACE + 30), isOver: false })
  })
})

describe('the last second factor', () => {
  test('cannot be removed by a user of whom one is demanded, and nothing changes', async () => {
    const actor = await givenActor('support')
    await givenAuthenticator(actor, at(10))
    await expect(removeAuthenticator(actor, LAPTOP, at(20))).rejects.toThrow(FactorDemanded)
    expect(await hasSecondFactor(actor.userId, at(20))).toBe(true)
  })

  test('can be removed by other users', async () => {
    const actor = await givenActor()
    await givenAuthenticator(actor, at(10))
    expect(await removeAuthenticator(actor, LAPTOP, at(20))).toBe(true)
    expect(await hasSecondFactor(actor.userId, at(20))).toBe(false)
  })
})
