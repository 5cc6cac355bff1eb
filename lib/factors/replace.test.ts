import { expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { completeEnrolment } from '@/lib/sessions/complete-enrolment'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { at, LAPTOP } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { enrolmentOf, replacementOf } from './enrolment'
import { beginReplacement, confirmReplacement } from './replace'

useFreshDatabase({ SECOND_FACTOR: 'required' })

const EMAIL = 'ada@example.com'
const LATER = 60

test('the old app works until the new one has shown a code, and from then on the new one', async () => {
  const { actor, factor, token } = await givenReplacement()
  expect(await enter(codeAt(factor.key, at(LATER)), LATER)).toMatchObject({ ok: true })
  const key = await keyOf(token, actor)
  expect(key).not.toBe(factor.key)
  const wrong = codeAt(factor.key, at(LATER + 30))
  expect(await confirm(token, actor, wrong)).toMatchObject(refused('wrong-code'))
  const done = await confirm(token, actor, codeAt(key, at(LATER)))
  if (!done.ok) throw new Error(done.reason)
  expect(done.codes).toHaveLength(10)
  expect(await eventsOf('authn_factor_added')).toHaveLength(2)
  for (const code of [wrong, factor.codes[0] ?? '', codeAt(key, at(LATER))]) {
    expect(await enter(code, LATER + 30)).toMatchObject(refused('wrong-code'))
  }
  expect(await enter(codeAt(key, at(LATER + 60)), LATER + 60)).toMatchObject({ ok: true })
  expect(await confirm(token, actor, codeAt(key, at(LATER)))).toEqual(refused('gone'))
})

test('no log-in comes of it, and no other user takes it', async () => {
  const { actor, token } = await givenReplacement()
  const key = await keyOf(token, actor)
  expect(await enrolmentOf(token, at(LATER))).toBeNull()
  const first = { token, code: codeAt(key, at(LATER)), from: LAPTOP }
  expect(await completeEnrolment(first, at(LATER))).toEqual(refused('log-in-expired'))
  expect(await completeLogIn(first, at(LATER))).toEqual(refused('log-in-expired'))
  const { access } = await givenAccount({ email: 'eve@example.com' })
  const eve = await actorOf(access)
  await givenAuthenticator(eve, at(1))
  expect(await replacementOf(token, eve, at(LATER))).toBeNull()
  expect(await confirm(token, eve, codeAt(key, at(LATER)))).toEqual(refused('gone'))
})

test('it begins anew after ten minutes, five wrong codes, or a log-out everywhere', async () => {
  const { tokens, actor, token } = await givenReplacement()
  const key = await keyOf(token, actor)
  const late = 2 + 600
  expect(await confirm(token, actor, codeAt(key, at(late)), late)).toEqual(refused('gone'))
  for (let i = 0; i < 5; i += 1) await confirm(token, actor, '000000')
  expect(await confirm(token, actor, codeAt(key, at(LATER)))).toEqual(refused('gone'))
  const again = (await beginReplacement(actor, at(2))) ?? ''
  const other = await keyOf(again, actor)
  await endOwnSessions(tokens, 'everywhere', LAPTOP, at(LATER))
  expect(await confirm(again, actor, codeAt(other, at(LATER)))).toEqual(refused('gone'))
})

test('a user without an app has none to replace', async () => {
  const { access } = await givenAccount({ email: EMAIL })
  expect(await beginReplacement(await actorOf(access), at(2))).toBeNull()
})

async function givenReplacement() {
  const tokens = await givenAccount({ email: EMAIL })
  const actor = await actorOf(tokens.access)
  const factor = await givenAuthenticator(actor, at(1))
  const token = await beginReplacement(actor, at(2))
  if (token === null) throw new Error('There is no app to replace')
  return { tokens, actor, factor, token }
}

async function actorOf(access: string) {
  const found = await authenticate(access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

type Actor = Awaited<ReturnType<typeof actorOf>>

async function keyOf(token: string, actor: Actor): Promise<string> {
  const shown = await replacementOf(token, actor, at(LATER))
  if (!shown) throw new Error('Nothing is to be set up')
  return shown.key
}

function confirm(token: string, actor: Actor, code: string, seconds = LATER) {
  return confirmReplacement(actor, { token, code, from: LAPTOP }, at(seconds))
}

/** Logs in with the password and a code. */
async function enter(code: string, seconds: number) {
  const attempt = { email: EMAIL, password: PASSWORD, persistent: true, from: LAPTOP }
  const asked = await logIn(attempt, at(seconds))
  if (!('token' in asked) || !asked.token) throw new Error('The log-in asks for no code')
  return completeLogIn({ token: asked.token, code, from: LAPTOP }, at(seconds))
}
