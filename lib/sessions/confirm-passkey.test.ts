import { decodeJwt } from 'jose'
import { describe, expect, test } from 'vitest'
import { toNumericDate } from '@/lib/base/time'
import { givenAccount, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { challengeFor, givenPasskey } from '@/tests/support/passkeys'
import { at, LAPTOP, NOW } from '@/tests/support/people'
import { eventsOf, sessionRow } from '@/tests/support/rows'
import { authenticate, type Actor } from './authenticate'
import { confirmWithPasskey } from './confirm-passkey'
import { confirmWays } from './confirm-ways'
import { endOwnSessions } from './end/own'

useFreshDatabase()

/** Long after the log-in, and before its access token expires. */
const LATER = 590

describe('confirmWithPasskey', () => {
  test('issues a token of the same session that says how and when', async () => {
    const { actor, passkey } = await givenAda()
    const before = await sessionRow(actor.sessionId)
    const answer = passkey.get(await challenge(actor), actor.userId)
    const result = await confirm(actor, answer)
    if (!result.ok) throw new Error(result.reason)
    expect(decodeJwt(result.token.access)).toMatchObject({
      sid: actor.sessionId,
      auth_time: toNumericDate(at(LATER)),
      amr: ['swk', 'user', 'mfa'],
      acr: 'phr',
    })
    expect(await sessionRow(actor.sessionId)).toEqual(before)
    expect(await eventsOf('authn_confirm')).toHaveLength(1)
    expect(await confirm(actor, answer)).toEqual(refused('passkey-expired'))
  })

  test('takes no passkey of another user, and none that answered another session or a log-in page', async () => {
    const { actor, passkey } = await givenAda()
    const bob = await givenAda('bob@example.com')
    const others = bob.passkey.get(await challenge(actor), bob.actor.userId)
    expect(await confirm(actor, others)).toEqual(refused('passkey-refused'))
    for (const made of [challenge(bob.actor), challengeFor('log-in', at(LATER))]) {
      const answer = passkey.get(await made, actor.userId)
      expect(await confirm(actor, answer)).toEqual(refused('passkey-refused'))
    }
  })

  test('gives nothing to a session that has ended in the meantime', async () => {
    const { actor, passkey, access } = await givenAda()
    const answer = passkey.get(await challenge(actor), actor.userId)
    await endOwnSessions({ access, refresh: null }, 'everywhere', LAPTOP, at(LATER))
    expect(await confirm(actor, answer)).toEqual(refused('overtaken'))
  })

  test('records that a blocked passkey was shown', async () => {
    const { actor, passkey } = await givenAda()
    passkey.counter = 5
    await confirm(actor, passkey.get(await challenge(actor), actor.userId))
    passkey.counter = 4
    const answer = passkey.get(await challenge(actor), actor.userId)
    expect(await confirm(actor, answer)).toEqual(refused('passkey-suspended'))
    expect(await eventsOf('authn_confirm_fail')).toHaveLength(1)
    expect(await confirmWays(actor)).toEqual({ password: true, code: false, passkey: null })
  })
})

async function givenAda(email = 'ada@example.com') {
  const { access } = await givenAccount({ email })
  const result = await authenticate(access, 'web', NOW)
  if (!result.ok) throw new Error(result.reason)
  return { access, actor: result.actor, passkey: await givenPasskey(result.actor) }
}

const challenge = ({ sessionId }: Actor) => challengeFor(`confirm ${sessionId}`, at(LATER))

function confirm(actor: Actor, passkey: string) {
  return confirmWithPasskey(actor, { passkey, from: LAPTOP }, at(LATER))
}
