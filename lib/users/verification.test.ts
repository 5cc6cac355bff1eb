import { describe, expect, test } from 'vitest'
import type { UserId } from '@/lib/base/ids'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { logIn } from '@/lib/sessions/log-in'
import { NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { otherProgram } from '@/tests/support/other-program'
import { at, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { userRow } from '@/tests/support/rows'
import { createUser } from './create'
import { signUp } from './sign-up'
import { checkVerification, mailVerification, verifyAddress } from './verification'
import { verifyUser } from './verify'

useFreshDatabase()

const ADA = 'ada@example.com'
const BAD = { ok: false, reason: 'bad-link' }

const signUpAs = (email = ADA, password = PASSWORD, now = NOW) =>
  signUp({ email, name: 'Ada', password, from: LAPTOP, replaces: NO_TOKENS, locale: 'en' }, now)

const enter = (change: { password?: string; verification?: string } = {}, now = at(100)) =>
  logIn(
    {
      ...{ email: ADA, password: PASSWORD, persistent: false, from: PHONE, replaces: NO_TOKENS },
      ...change,
    },
    now,
  )

async function idOf(email: string): Promise<UserId> {
  const [row] = await otherProgram(`SELECT id FROM users WHERE email = '${email}'`)
  return row?.id as UserId
}

async function givenSignedUp(verification: 'asked' | 'required') {
  const smtp = await givenMailServer({ verification })
  expect(await signUpAs()).toEqual({ ok: true, tokens: null })
  await mailAll(at(1))
  const { token, subject } = newestMail(smtp, ADA)
  expect(subject).toBe('Confirm your email address for Gatehouse')
  return { smtp, token, userId: await idOf(ADA) }
}

describe('sign-up with mail', () => {
  test('gets the same answer for a taken address, whose owner gets another mail', async () => {
    const { smtp, userId } = await givenSignedUp('asked')
    expect(await signUpAs(ADA, 'seven windmills beside a frozen canal', at(10))).toEqual({
      ok: true,
      tokens: null,
    })
    await mailAll(at(11))
    const { subject, text } = newestMail(smtp, ADA)
    expect(subject).toBe('You already have an account at Gatehouse')
    expect(text).toContain('http://localhost:3000/forgot-password')
    expect(await idOf(ADA)).toBe(userId)
    expect(await enter()).toMatchObject({ ok: true })
  })

  test('writes the same rows to the outbox in both cases', async () => {
    await givenMailServer({ verification: 'asked' })
    await signUpAs()
    await signUpAs(ADA, PASSWORD, at(1))
    const rows = await otherProgram('SELECT user_id, locale, tries, leased_until FROM mails')
    expect(rows[0]).toEqual(rows[1])
  })

  test('floods nobody’s mailbox', async () => {
    await givenMailServer({ verification: 'asked' })
    const answers = []
    for (let i = 0; i < 6; i += 1) answers.push(await signUpAs(ADA, PASSWORD, at(i)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3)
  })
})

describe('EMAIL_VERIFICATION=required', () => {
  test('gives no session before, and one by the link with the password', async () => {
    const { token, userId } = await givenSignedUp('required')
    expect(await enter()).toEqual({ ok: false, reason: 'address-unverified' })
    const link = await checkVerification(token, PHONE, at(20))
    if (!link.ok) throw new Error(link.reason)
    const entered = await enter({ verification: link.hash }, at(21))
    if (!entered.ok) throw new Error(entered.reason)
    expect((await userRow(userId)).emailVerifiedAt).toEqual(at(21))
    expect(await enter({}, at(30))).toMatchObject({ ok: true })
  })

  test('gives one after an administrator has vouched for the address, without any mail', async () => {
    const { userId } = await givenSignedUp('required')
    expect(await verifyUser(COMMAND_LINE, { userId }, LAPTOP, at(20))).toEqual({ ok: true })
    expect(await enter()).toMatchObject({ ok: true })
  })

  test('tells nothing without the password', async () => {
    await givenSignedUp('required')
    const wrong = { ok: false, reason: 'wrong-credentials' }
    expect(await enter({ password: 'not the password at all' })).toEqual(wrong)
  })

  test('asks a user whom an administrator made, and the link of the reset is enough', async () => {
    const smtp = await givenMailServer({ verification: 'required' })
    await createUser(COMMAND_LINE, { email: ADA, name: '', roles: [] }, LAPTOP, NOW)
    expect(await mailVerification({ email: ADA, from: PHONE, locale: 'en' }, at(1))).toEqual({
      ok: true,
    })
    await mailAll(at(2))
    expect(newestMail(smtp, ADA).subject).toContain('Confirm your email address')
  })
})

describe('the link', () => {
  test('verifies nothing in the session of another user', async () => {
    const { token, userId } = await givenSignedUp('asked')
    await signUpAs('eve@example.com')
    const eve = await idOf('eve@example.com')
    expect(await verifyAddress({ token, userId: eve, from: PHONE }, at(20))).toEqual(BAD)
    expect((await userRow(userId)).emailVerifiedAt).toBeNull()
    expect(await verifyAddress({ token, userId, from: PHONE }, at(20))).toEqual({ ok: true })
    expect((await userRow(userId)).emailVerifiedAt).toEqual(at(20))
  })

  test('does not adopt the password of a stranger who signed up with the address', async () => {
    const { token, userId } = await givenSignedUp('asked')
    const link = await checkVerification(token, PHONE, at(20))
    if (!link.ok) throw new Error(link.reason)
    const owner = { password: 'another password of the owner', verification: link.hash }
    expect(await enter(owner)).toMatchObject({ ok: false })
    expect((await userRow(userId)).emailVerifiedAt).toBeNull()
  })

  test('is void after a newer one, and after a day', async () => {
    const { smtp, token } = await givenSignedUp('asked')
    await mailVerification({ email: ADA, from: PHONE, locale: 'en' }, at(30))
    await mailAll(at(31))
    const newer = newestMail(smtp, ADA).token
    expect(await checkVerification(token, PHONE, at(40))).toEqual(BAD)
    expect(await checkVerification(newer, PHONE, at(40))).toMatchObject({ ok: true })
    expect(await checkVerification(newer, PHONE, at(24 * 3600 + 60))).toEqual(BAD)
  })

  test('is not mailed again to an address that is verified', async () => {
    const { smtp, token, userId } = await givenSignedUp('asked')
    await verifyAddress({ token, userId, from: PHONE }, at(20))
    await mailVerification({ email: ADA, from: PHONE, locale: 'en' }, at(30))
    await mailAll(at(31))
    expect(smtp.received).toHaveLength(1)
  })
})

test('an unverified user has the flag in their session until they verify', async () => {
  const { token, userId } = await givenSignedUp('asked')
  const entered = await enter()
  if (!entered.ok) throw new Error(entered.reason)
  const flag = async () => {
    const found = await authenticate(entered.tokens.access, 'web', at(101))
    return found.ok && found.actor.emailVerifiedAt
  }
  expect(await flag()).toBeNull()
  await verifyAddress({ token, userId, from: PHONE }, at(102))
  expect(await flag()).toEqual(at(102))
})
