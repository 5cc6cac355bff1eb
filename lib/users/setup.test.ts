import { describe, expect, test } from 'vitest'
import { grantRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { at, givenPassword, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import { eventsOf, oneTimeRows, userRows } from '@/tests/support/rows'
import { checkSetupLink, newSetupLink, setUp, type Setup } from './setup'

useFreshDatabase()

const BAD = { ok: false, reason: 'bad-link' }

async function givenLink(now = NOW): Promise<string> {
  const url = new URL((await newSetupLink(now)) ?? '')
  expect(url.pathname).toBe('/setup')
  return url.searchParams.get('token') ?? ''
}

function attempt(token: string, change: Partial<Setup> = {}, now = at(60)) {
  const ada = { email: 'ada@example.com', name: 'Ada', password: PASSWORD }
  return setUp({ token, ...ada, from: LAPTOP, replaces: NO_TOKENS, ...change }, now)
}

describe('the first administrator', () => {
  test('is created and signed in by the link, even when sign-up is closed', async () => {
    await restartWith({ SIGNUP: 'closed' })
    const result = await attempt(await givenLink())
    if (!result.ok) throw new Error(result.reason)
    const found = await authenticate(result.tokens.access, 'web', at(61))
    expect(found).toMatchObject({ ok: true, actor: { roles: ['administrator'], name: 'Ada' } })
    const [user] = await userRows()
    const granted = { userId: user?.id, actorId: 'system' }
    expect(await eventsOf('authz_change')).toMatchObject([granted])
    expect(await eventsOf('user_created')).toMatchObject([{ userId: user?.id, actorId: user?.id }])
  })

  test('is not created by a wrong link, an expired link or a hash', async () => {
    const token = await givenLink()
    const [row] = await oneTimeRows()
    for (const wrong of ['', 'x', token.slice(1), `${token}x`, row?.hash ?? '']) {
      expect(await attempt(wrong)).toEqual(BAD)
    }
    expect(await checkSetupLink(token, LAPTOP, at(86_400))).toEqual(BAD)
    expect(await attempt(token, {}, at(86_400))).toEqual(BAD)
    expect(await userRows()).toEqual([])
    expect(await checkSetupLink(token, LAPTOP, at(86_399))).toMatchObject({ ok: true })
    expect(await attempt(token, {}, at(86_399))).toMatchObject({ ok: true })
  })

  test('cannot be created once an administrator can log in', async () => {
    const token = await givenLink()
    const userId = await givenUser()
    await grantRole(COMMAND_LINE, { userId, role: 'administrator' })
    expect(await checkSetupLink(token, LAPTOP, at(1))).toMatchObject({ ok: true })
    await givenPassword(userId)
    expect(await checkSetupLink(token, LAPTOP, at(1))).toEqual(BAD)
    expect(await attempt(token)).toEqual(BAD)
    expect(await userRows()).toHaveLength(1)
  })

  test('can still be created by the link after a form with faults', async () => {
    const token = await givenLink()
    await givenUser('bob@example.com')
    const faults = async (change: Partial<Setup>) => attempt(token, change)
    expect(await faults({ email: 'ada', password: 'short' })).toMatchObject({
      faults: ['bad-address', 'password-too-short'],
    })
    expect(await faults({ password: 'Password1234' })).toMatchObject({
      faults: ['password-common'],
    })
    expect(await faults({ email: 'bob@example.com' })).toMatchObject({ faults: ['address-taken'] })
    expect(await faults({})).toMatchObject({ ok: true })
  })

  test('cannot be created by guessing: wrong links count for their network', async () => {
    for (let i = 0; i < 100; i += 1) await checkSetupLink(`wrong ${i}`, LAPTOP, at(1))
    const token = await givenLink()
    expect(await checkSetupLink(token, LAPTOP, at(1))).toMatchObject({ reason: 'too-many-tries' })
    const elsewhere = { ...LAPTOP, network: '203.0.113.9' }
    expect(await checkSetupLink(token, elsewhere, at(1))).toMatchObject({ ok: true })
  })
})

test('there is a set-up link until a user can log in', async () => {
  const userId = await givenUser()
  expect(await newSetupLink()).not.toBeNull()
  await givenPassword(userId)
  expect(await newSetupLink()).toBeNull()
  expect(await oneTimeRows()).toHaveLength(1)
})
