import { describe, expect, test } from 'vitest'
import { hasSecondFactor } from '@/lib/factors/second-factor'
import { checkNotMeLink, takeAccountBack } from '@/lib/passwords/take-back'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticator } from '@/tests/support/factors'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { userRow } from '@/tests/support/rows'
import { askForAddress, changeAddress, checkAddressLink } from './change-address'
import { signUp } from './sign-up'

useFreshDatabase()

const OLD = 'ada@example.com'
const NEW = 'ada@lovelace.example'
const BAD = { ok: false, reason: 'bad-link' }

async function actorOf(access: string, now = at(1)): Promise<Actor> {
  const found = await authenticate(access, 'web', now)
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

type Before = (actor: Actor) => Promise<unknown>

async function givenAda(before?: Before) {
  const smtp = await givenMailServer()
  const tokens = await givenAccount({ email: OLD })
  const actor = await actorOf(tokens.access)
  await before?.(actor)
  return { smtp, tokens, actor }
}

const ask = (actor: Actor, email = NEW, now = at(10)) =>
  askForAddress(actor, { email, from: PHONE, locale: 'en' }, now)

/** Ada has asked for the new address, and both mails have arrived. */
async function givenAsked(before?: Before) {
  const ada = await givenAda(before)
  expect(await ask(ada.actor)).toEqual({ ok: true })
  await mailAll(at(11))
  const [link, undo] = [newestMail(ada.smtp, NEW), newestMail(ada.smtp, OLD)]
  return { ...ada, token: link.token, undo }
}

async function givenChanged(before?: Before) {
  const ada = await givenAsked(before)
  const changed = await changeAddress(ada.actor, { token: ada.token, from: PHONE }, at(20))
  expect(changed).toEqual({ ok: true })
  return ada
}

const emailOf = async ({ userId }: Actor) => (await userRow(userId)).email

describe('a change of address', () => {
  test('changes nothing before the link is used, and tells the old address at once', async () => {
    const { actor, undo } = await givenAsked()
    expect(undo.subject).toBe('Your email address at Gatehouse is about to change')
    expect(undo.text).toContain(NEW)
    expect(await emailOf(actor)).toBe(OLD)
    expect((await userRow(actor.userId)).emailVerifiedAt).toBeNull()
  })

  test('is done by the link in a session of the user, once', async () => {
    const { actor, smtp, token } = await givenChanged()
    expect(await emailOf(actor)).toBe(NEW)
    expect((await userRow(actor.userId)).emailVerifiedAt).toEqual(at(20))
    await mailAll(at(21))
    expect(newestMail(smtp, OLD).subject).toBe('Your email address at Gatehouse was changed')
    expect(await changeAddress(actor, { token, from: PHONE }, at(22))).toEqual(BAD)
    const login = { password: PASSWORD, persistent: false, from: LAPTOP, replaces: NO_TOKENS }
    expect(await logIn({ ...login, email: NEW }, at(30))).toMatchObject({ ok: true })
    expect(await logIn({ ...login, email: OLD }, at(30))).toMatchObject({ ok: false })
  })

  test('is not done by a stranger who got the mail by a typo', async () => {
    const { token, actor } = await givenAsked()
    const eve = await actorOf((await givenAccount({ email: 'eve@example.com' })).access)
    expect(await checkAddressLink(eve, token, PHONE, at(12))).toEqual(BAD)
    expect(await changeAddress(eve, { token, from: PHONE }, at(12))).toEqual(BAD)
    expect(await emailOf(actor)).toBe(OLD)
  })

  test('sends nothing to an address that another user has, and says nothing of it', async () => {
    const { actor, smtp } = await givenAda()
    await givenAccount({ email: 'eve@example.com' })
    expect(await ask(actor, 'eve@example.com')).toEqual({ ok: true })
    await mailAll(at(11))
    expect(smtp.received.flatMap(({ to }) => to)).toEqual([OLD])
  })

  test('is refused for the same address, and for none', async () => {
    const { actor } = await givenAda()
    expect(await ask(actor, 'ADA@example.com')).toEqual({ ok: false, reason: 'same-address' })
    expect(await ask(actor, 'ada')).toEqual({ ok: false, reason: 'bad-address' })
  })

  test('leaves the old address to nobody else for 30 days', async () => {
    await givenChanged()
    const stranger = (now: Date) =>
      signUp({ email: OLD, name: '', password: PASSWORD, from: LAPTOP, replaces: NO_TOKENS }, now)
    expect(await stranger(at(29 * 86_400))).toMatchObject({ faults: ['address-taken'] })
    expect(await stranger(at(31 * 86_400))).toMatchObject({ ok: true })
  })
})

describe('"This was not me" in the old mailbox', () => {
  test('brings the address back, ends everything, and leads to a new password', async () => {
    const { actor, tokens, smtp } = await givenChanged()
    await mailAll(at(21))
    const { token } = newestMail(smtp, OLD)
    expect(await checkNotMeLink(token, LAPTOP, at(25))).toMatchObject({
      ...{ ok: true, email: OLD, restores: true },
    })
    const answer = await takeAccountBack({ token, from: LAPTOP }, at(30))
    expect(answer).toMatchObject({ ok: true, path: expect.stringContaining('/reset-password') })
    expect(await emailOf(actor)).toBe(OLD)
    expect(await authenticate(tokens.access, 'web', at(31))).toMatchObject({ reason: 'ended' })
    const thief = { email: NEW, password: PASSWORD, persistent: false, from: PHONE }
    expect(await logIn({ ...thief, replaces: NO_TOKENS }, at(31))).toMatchObject({ ok: false })
  })

  test('leaves the intruder, who changed the address twice, no link to take it again', async () => {
    const { actor, smtp, undo } = await givenChanged()
    const thief = 'thief@example.net'
    expect(await ask(actor, thief, at(1000))).toEqual({ ok: true })
    await mailAll(at(1001))
    const kept = newestMail(smtp, NEW).token
    expect(await checkNotMeLink(kept, PHONE, at(1002))).toMatchObject({ ok: true })
    expect(await takeAccountBack({ token: undo.token, from: LAPTOP }, at(1010))).toMatchObject({
      ok: true,
    })
    expect(await emailOf(actor)).toBe(OLD)
    expect(await takeAccountBack({ token: kept, from: PHONE }, at(1011))).toMatchObject({
      ok: false,
    })
  })

  test('removes an authenticator app that was set up since', async () => {
    const { actor, undo } = await givenChanged()
    await givenAuthenticator(actor, at(1000))
    await takeAccountBack({ token: undo.token, from: LAPTOP }, at(1010))
    expect(await hasSecondFactor(actor.userId, at(1011))).toBe(false)
  })

  test('keeps an authenticator app from before the change', async () => {
    const { actor, undo } = await givenChanged((user) => givenAuthenticator(user, at(1)))
    await takeAccountBack({ token: undo.token, from: LAPTOP }, at(1010))
    expect(await hasSecondFactor(actor.userId, at(1011))).toBe(true)
  })

  test('works for 14 days, from the first mail on', async () => {
    const { undo } = await givenChanged()
    const day = 86_400
    expect(await checkNotMeLink(undo.token, LAPTOP, at(14 * day))).toMatchObject({ ok: true })
    expect(await checkNotMeLink(undo.token, LAPTOP, at(14 * day + 12))).toMatchObject({
      ok: false,
    })
  })

  test('stops a change that was not confirmed yet', async () => {
    const { actor, token, undo } = await givenAsked()
    expect(await takeAccountBack({ token: undo.token, from: LAPTOP }, at(15))).toMatchObject({
      ok: true,
    })
    expect(await changeAddress(actor, { token, from: PHONE }, at(16))).toEqual(BAD)
    expect(await emailOf(actor)).toBe(OLD)
  })
})
