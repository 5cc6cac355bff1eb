import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { updatePasskey } from '@/db/queries/passkeys'
import { forgetSettings } from '@/lib/base/env'
import { passkeysOf, removePasskey } from '@/lib/passkeys/manage'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeEnrolment } from '@/lib/sessions/complete-enrolment'
import { confirmUser } from '@/lib/sessions/confirm'
import { confirmWays } from '@/lib/sessions/confirm-ways'
import { logIn } from '@/lib/sessions/log-in'
import { logInDevice } from '@/lib/sessions/log-in-device'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { givenPasskey } from '@/tests/support/passkeys'
import { at, givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { eventsOf, userIdOf } from '@/tests/support/rows'
import { demandOn, GRACE } from './demand'
import { enrolmentOf } from './enrolment'
import { resetFactors } from './reset'
import { removeAuthenticator } from './set-up'

useFreshDatabase({ SECOND_FACTOR: 'required' })

const EMAIL = 'ada@example.com'

async function givenAda(): Promise<{ actor: Actor; id: string }> {
  const { access } = await givenAccount()
  const found = await authenticate(access, 'web', NOW)
  if (!found.ok) throw new Error(found.reason)
  const { id } = await givenPasskey(found.actor)
  return { actor: found.actor, id }
}

const enter = (now: Date) =>
  logIn({ email: EMAIL, password: PASSWORD, persistent: false, from: LAPTOP }, now)

describe('a passkey, where a second factor is demanded', () => {
  test('meets the demand, and a password alone is not enough from then on', async () => {
    const { actor } = await givenAda()
    expect(await demandOn(actor, at(1))).toBeNull()
    const asked = await enter(at(GRACE * 2))
    expect(asked).toMatchObject({ ...refused('second-factor'), methods: ['passkey'] })
    const device = { email: EMAIL, password: PASSWORD, name: 'Lamp', audience: null, from: LAPTOP }
    expect(await logInDevice(device, at(1))).toMatchObject({ ...refused('enrolment'), token: null })
  })

  test('changes nothing for a password where none is demanded', async () => {
    await givenAda()
    process.env.SECOND_FACTOR = 'optional'
    forgetSettings()
    expect(await enter(at(1))).toMatchObject({ ok: true })
  })

  test('confirms by itself, and the password does not', async () => {
    const { actor, id } = await givenAda()
    expect(await confirmWays(actor)).toMatchObject({
      ...{ password: false, code: false },
      passkey: { allowCredentials: [{ id }] },
    })
    const confirmation = { password: PASSWORD, code: '123456', from: LAPTOP }
    expect(await confirmUser(actor, { ...confirmation, code: '' }, at(1))).toEqual(
      refused('code-missing'),
    )
    expect(await confirmUser(actor, confirmation, at(1))).toEqual(refused('wrong-code'))
  })

  test('counts for nothing while it is blocked', async () => {
    const { actor, id } = await givenAda()
    await transaction({ locks: 'all' }, () =>
      updatePasskey({ id, userId: actor.userId }, { suspendedAt: at(1) }),
    )
    expect(await demandOn(actor, at(2))).not.toBeNull()
    expect(await enter(at(3))).toMatchObject({ ok: true })
    expect(await enter(at(3 + GRACE))).toMatchObject(refused('enrolment'))
  })

  test.each([
    ['the host has another name', 'https://accounts.example.com'],
    ['the host is a number', 'http://127.0.0.1:3000'],
  ])('counts for nothing where %s, so that it locks no user out', async (_, origin) => {
    await givenAda()
    process.env.APP_ORIGIN = origin
    forgetSettings()
    expect(await enter(at(3))).toMatchObject({ ok: true })
    expect(await enter(at(3 + GRACE))).toMatchObject(refused('enrolment'))
  })

  test('voids a set-up that a thief with the password has begun', async () => {
    await givenAccount()
    await enter(at(1))
    const begun = await enter(at(1 + GRACE))
    if (begun.ok || begun.reason !== 'enrolment' || !begun.token) throw new Error('No set-up')
    const key = (await enrolmentOf(begun.token, at(2 + GRACE)))?.key ?? ''
    const userId = await userIdOf(EMAIL)
    const { tokens } = await givenSession({ userId, now: at(1 + GRACE) })
    const found = await authenticate(tokens.access, 'web', at(2 + GRACE))
    if (!found.ok) throw new Error(found.reason)
    await givenPasskey(found.actor, { now: at(2 + GRACE) })
    const code = codeAt(key, at(3 + GRACE))
    const completion = { token: begun.token, code, from: LAPTOP }
    expect(await completeEnrolment(completion, at(3 + GRACE))).toMatchObject(
      refused('log-in-expired'),
    )
  })

  test('stays as the last factor, and lets an app go', async () => {
    const { actor, id } = await givenAda()
    const remove = () => removePasskey(actor, { id, from: LAPTOP }, at(2))
    expect(await remove()).toEqual(refused('factor-demanded'))
    await givenAuthenticator(actor)
    expect(await removeAuthenticator(actor, LAPTOP, at(1))).toBe(true)
    await givenAuthenticator(actor, at(60))
    expect(await remove()).toEqual({ ok: true })
    expect(await passkeysOf(actor.userId)).toEqual([])
  })

  test('is removed by an administrator at once alone, and the grace begins anew', async () => {
    const { actor } = await givenAda()
    const reset = { userId: actor.userId, reason: 'lost phone' }
    expect(await resetFactors(COMMAND_LINE, reset, LAPTOP, at(1))).toEqual(refused('no-factor'))
    const now = { ...reset, isNow: true }
    expect(await resetFactors(COMMAND_LINE, now, LAPTOP, at(1))).toEqual({ ok: true, dueAt: at(1) })
    expect(await passkeysOf(actor.userId)).toEqual([])
    expect(await eventsOf('authn_passkey_removed')).toMatchObject([{ actorId: 'command-line' }])
    expect(await enter(at(GRACE * 2))).toMatchObject({ ok: true })
  })
})
