import { describe, expect, test } from 'vitest'
import { logIn } from '@/lib/sessions/log-in'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { at, LAPTOP } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { testsOfPermission } from '@/tests/support/acts'
import { resetFactors } from './reset'

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

  test('is undone by a code that its owner uses before', async () => {
    const { actor, factor } = await givenAda()
    await reset(actor, 10)
    const asked = await password(60)
    if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
    const code = codeAt(factor.key, at(60))
    const done = await completeLogIn({ token: asked.token, code, from: LAPTOP }, at(60))
    expect(done).toMatchObject({ ok: true })
    expect(await password(11 + DAY)).toMatchObject(refused('second-factor'))
  })

  test('removes a factor at once if asked, and the user sets up another', async () => {
    const { actor } = await givenAda()
    expect(await reset(actor, 10, { isNow: true })).toEqual({ ok: true, dueAt: at(10) })
    expect(await password(11)).toMatchObject({ ok: true })
    expect(await reset(actor, 12)).toEqual(refused('no-factor'))
    await givenAuthenticator(actor, at(13))
    expect(await password(14)).toMatchObject(refused('second-factor'))
  })

  test('needs a reason', async () => {
    const { actor } = await givenAda()
    expect(await reset(actor, 10, { reason: ' ' })).toEqual(refused('no-reason'))
    expect(await password(11)).toMatchObject(refused('second-factor'))
  })
})

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

async function givenAda() {
  const { access } = await givenAccount()
  const found = await authenticate(access, 'web', at(0))
  if (!found.ok) throw new Error(found.reason)
  return { access, actor: found.actor, factor: await givenAuthenticator(found.actor, at(0)) }
}
