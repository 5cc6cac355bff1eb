import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { updatePasskey } from '@/db/queries/passkeys'
import { deleteRecoveryCodes } from '@/db/queries/recovery-codes'
import { logIn } from '@/lib/sessions/log-in'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { at, LAPTOP } from '@/tests/support/people'
import { givenPasskey } from '@/tests/support/passkeys'
import { eventsOf } from '@/tests/support/rows'
import { testsOfPermission } from '@/tests/support/acts'
import { spendCode } from './check-code'
import { factorsOfUser } from './of-user'
import { keepFactors, MAX_REASON, resetFactors } from './reset'

useFreshDatabase()

const DAY = 24 * 3600

describe('resetFactors', () => {
  testsOfPermission('users:reset-factors', (operator, target) =>
    resetFactors(operator, { ...target, reason: 'lost phone' }),
  )

  test('removes a factor a day later, ends every session at once, and records why', async () => {
    const { actor, access } = await givenAda()
    expect(await reset(actor, 10)).toEqual({ ok: true, dueAt: at(10 + DAY) })
    expect(await authenticate(access, 'web', at(11))).toMatchObject({ ok: false })
    expect(await password(9 + DAY)).toMatchObject(refused('second-factor'))
    expect(await password(10 + DAY)).toMatchObject({ ok: true })
    const [event] = await eventsOf('authn_factor_reset')
    expect(JSON.parse(event?.details ?? '{}')).toEqual({
      reason: 'lost phone',
      due: at(10 + DAY).toISOString(),
    })
  })

  test.each(['of the app', 'for recovery'])(
    'is undone by a code %s that its owner uses before',
    async (which) => {
      const { actor, factor } = await givenAda()
      await reset(actor, 10)
      const asked = await password(60)
      if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
      const code = which === 'of the app' ? codeAt(factor.key, at(60)) : (factor.codes[0] ?? '')
      const done = await completeLogIn({ token: asked.token, code, from: LAPTOP }, at(60))
      expect(done).toMatchObject({ ok: true })
      expect(await password(11 + DAY)).toMatchObject(refused('second-factor'))
      const { userId } = actor
      expect(await eventsOf('authn_factor_reset_undone')).toMatchObject([
        { userId, actorId: userId },
      ])
    },
  )

  test('changes nothing where it is planned already, unless it is to be at once', async () => {
    const { actor } = await givenAda()
    await reset(actor, 10)
    expect(await reset(actor, 20)).toEqual(refused('already'))
    await givenAuthenticator(await actorAt(10 + DAY), at(11 + DAY))
    await reset(actor, 12 + DAY)
    expect(await reset(actor, 13 + DAY, { isNow: true })).toMatchObject({ ok: true })
    expect(await password(14 + DAY)).toMatchObject({ ok: true })
  })

  test('removes a factor at once if asked, and the user sets up another', async () => {
    const { actor } = await givenAda()
    expect(await reset(actor, 10, { isNow: true })).toEqual({ ok: true, dueAt: at(10) })
    expect(await reset(actor, 12)).toEqual(refused('no-factor'))
    await givenAuthenticator(await actorAt(12), at(13))
    expect(await password(14)).toMatchObject(refused('second-factor'))
  })

  test('needs a reason', async () => {
    const { actor } = await givenAda()
    expect(await reset(actor, 10, { reason: ' ' })).toEqual(refused('no-reason'))
    const tooLong = 'x'.repeat(MAX_REASON + 1)
    expect(await reset(actor, 10, { reason: tooLong })).toEqual(refused('long-reason'))
    expect(await password(11)).toMatchObject(refused('second-factor'))
  })
})

describe('keepFactors', () => {
  testsOfPermission('users:reset-factors', keepFactors)

  test('takes a planned removal back, and says so', async () => {
    const { actor } = await givenAda()
    const { userId } = actor
    const keep = (seconds: number) => keepFactors(COMMAND_LINE, { userId }, LAPTOP, at(seconds))
    expect(await keep(5)).toEqual(refused('not-planned'))
    await reset(actor, 10)
    expect(await keep(20)).toEqual({ ok: true })
    expect(await keep(21)).toEqual(refused('not-planned'))
    expect(await password(11 + DAY)).toMatchObject(refused('second-factor'))
    expect(await eventsOf('authn_factor_reset_undone')).toMatchObject([
      { userId, actorId: 'command-line' },
    ])
  })

  test('comes too late once the removal has happened', async () => {
    const { actor, factor } = await givenAda()
    await reset(actor, 10)
    const late = await keepFactors(COMMAND_LINE, actor, LAPTOP, at(10 + DAY))
    // The recovery codes went with the app.
    const spent = transaction({ locks: 'all' }, () =>
      spendCode(actor.userId, factor.codes[0] ?? '', at(10 + DAY)),
    )
    expect(await spent).toEqual({ ok: false })
    expect(late).toEqual(refused('not-planned'))
    expect(await password(11 + DAY)).toMatchObject({ ok: true })
  })
})

describe('factorsOfUser', () => {
  const factors = (actor: Actor, seconds: number) =>
    factorsOfUser(COMMAND_LINE, actor.userId, at(seconds))

  test('says what the user has, and what is planned for it', async () => {
    const { actor } = await givenAda()
    const codes = { left: 10, createdAt: at(0) }
    const app = { since: at(0), lastUsedAt: at(0), removalDueAt: null }
    expect(await factors(actor, 1)).toEqual({
      ...{ authenticator: app, recoveryCodes: codes, passkeys: [] },
    })
    await reset(actor, 10)
    expect(await factors(actor, 11)).toMatchObject({
      authenticator: { removalDueAt: at(10 + DAY) },
    })
    const none = { authenticator: null, recoveryCodes: null, passkeys: [] }
    expect(await factors(actor, 10 + DAY)).toEqual(none)
  })

  test('names the passkeys, and a passkey that is left makes a removal wait for a day', async () => {
    const { actor } = await givenAda()
    await transaction({ locks: 'all' }, () => deleteRecoveryCodes(actor.userId))
    const passkey = await givenPasskey(actor)
    expect(await factors(actor, 1)).toMatchObject({ passkeys: [{ id: passkey.id }] })
    expect(await reset(actor, 10)).toEqual({ ok: true, dueAt: at(10 + DAY) })
    await suspend(actor, passkey.id)
    expect(await reset(actor, 11)).toEqual({ ok: true, dueAt: at(11) })
    expect(await factors(actor, 12)).toMatchObject({ passkeys: [{ id: passkey.id }] })
  })

  test('requires its permission', async () => {
    const { actor } = await givenAda()
    await expect(factorsOfUser(actor, actor.userId)).rejects.toThrow(NotAllowed)
  })
})

function suspend({ userId }: Actor, id: string) {
  return transaction({ locks: 'all' }, () => updatePasskey({ id, userId }, { suspendedAt: at(0) }))
}

function reset(
  { userId }: Actor,
  seconds: number,
  change: { isNow?: boolean; reason?: string } = {},
) {
  return resetFactors(
    COMMAND_LINE,
    { userId, reason: 'lost phone', ...change },
    LAPTOP,
    at(seconds),
  )
}

function password(seconds: number) {
  const attempt = { email: 'ada@example.com', password: PASSWORD, persistent: true, from: LAPTOP }
  return logIn(attempt, at(seconds))
}

/** Logs in with the password alone. */
async function actorAt(seconds: number): Promise<Actor> {
  const entered = await password(seconds)
  if (!entered.ok) throw new Error(entered.reason)
  const found = await authenticate(entered.tokens.access, 'web', at(seconds))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

async function givenAda() {
  const { access } = await givenAccount()
  const found = await authenticate(access, 'web', at(0))
  if (!found.ok) throw new Error(found.reason)
  return { access, actor: found.actor, factor: await givenAuthenticator(found.actor, at(0)) }
}
