import { describe, expect, test } from 'vitest'
import { DAY } from '@/lib/base/time'
import { passkeysOf } from '@/lib/passkeys/manage'
import { keepFactors, resetFactors } from '@/lib/factors/reset'
import { openIncidents } from '@/lib/incidents/answer'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { changePassword } from '@/lib/passwords/change'
import { checkNotMeLink, takeAccountBack } from '@/lib/passwords/take-back'
import { checkPasswordLink } from '@/lib/passwords/reset'
import { grantRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate } from '@/lib/sessions/authenticate'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticator } from '@/tests/support/factors'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { otherProgram } from '@/tests/support/other-program'
import { givenPasskey } from '@/tests/support/passkeys'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { changeUser } from '@/tests/support/rows'
import { givenThief, THIEFS_PASSWORD } from '@/tests/support/thief'

useFreshDatabase()

const ADA = 'ada@example.com'

/** A user with an authenticator app, who has been told of it. */
async function givenFactor() {
  const smtp = await givenMailServer()
  const { userId, access } = await givenAccount({ email: ADA })
  const found = await authenticate(access, 'web', at(0))
  if (!found.ok) throw new Error(found.reason)
  await givenAuthenticator(found.actor, at(0))
  await mailAll(at(1))
  smtp.received.length = 0
  return { smtp, userId, actor: found.actor }
}

describe('a notice', () => {
  test('tells of a changed password: what, when and where', async () => {
    const { subject, text } = await givenThief()
    expect(subject).toBe('Your Gatehouse password was changed')
    expect(text).toContain('When: 1 Jan 2026, 12:00 UTC')
    expect(text).toContain('Device: Safari on iOS')
    expect(text).toContain(`Network: ${PHONE.network}`)
  })

  test('is written in the language of its reader', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    await changeUser(userId, { locale: 'de' })
    await grantRole(COMMAND_LINE, { userId, role: 'administrator' })
    await mailAll(new Date())
    expect(newestMail(smtp, ADA)).toMatchObject({
      subject: 'Deine Rollen bei Gatehouse haben sich geändert',
      text: expect.stringContaining('Du hast jetzt: administrator.'),
    })
  })

  test('of a kind comes at most once in ten minutes', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    for (const role of ['administrator', 'auditor']) {
      await grantRole(COMMAND_LINE, { userId, role })
      await mailAll(new Date())
    }
    expect(smtp.received).toHaveLength(1)
  })

  test('tells each change of a planned removal of the second factor, also within ten minutes', async () => {
    const { smtp, userId } = await givenFactor()
    const steps = [
      () => resetFactors(COMMAND_LINE, { userId, reason: 'lost phone' }, LAPTOP, at(60)),
      () => keepFactors(COMMAND_LINE, { userId }, LAPTOP, at(61)),
      () => resetFactors(COMMAND_LINE, { userId, reason: 'lost phone' }, LAPTOP, at(62)),
      () => resetFactors(COMMAND_LINE, { userId, reason: 'hurry', isNow: true }, LAPTOP, at(63)),
    ]
    for (const step of steps) {
      expect(await step()).toMatchObject({ ok: true })
      await mailAll(at(64))
    }
    const removed = 'An administrator removes your second factor at Gatehouse'
    const kept = 'Your second factor at Gatehouse stays'
    const subjects = smtp.received.map(({ mail }) => mail.subject)
    expect(subjects).toEqual([removed, kept, removed, removed])
    const { text } = newestMail(smtp, ADA)
    expect(text).toContain('from 1 Jan 2026, 12:01 UTC on')
  })

  test('of a wrong code after the right password comes once, beside the question on the dashboard', async () => {
    const { smtp, actor } = await givenFactor()
    for (const seconds of [60, 61]) {
      const attempt = { email: ADA, password: PASSWORD, persistent: false, from: PHONE }
      const asked = await logIn(attempt, at(seconds))
      if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
      const code = { token: asked.token, code: 'k3tq-9w2m-hx7d', from: PHONE }
      await completeLogIn(code, at(seconds))
      await mailAll(at(seconds))
    }
    expect(smtp.received.map(({ mail }) => mail.subject)).toEqual([
      'Someone knows your Gatehouse password',
    ])
    expect(await openIncidents(actor, 5)).toMatchObject([{ kind: 'wrong-code' }])
  })

  test('that the user does not want is not sent', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    await changeUser(userId, { mutedNotices: '["roles-changed", "password-changed"]' })
    await grantRole(COMMAND_LINE, { userId, role: 'administrator' })
    await mailAll(new Date())
    expect(smtp.received).toEqual([])
  })

  test('does not come for what happened before mail was set up', async () => {
    const { userId } = await givenAccount({ email: ADA })
    await grantRole(COMMAND_LINE, { userId, role: 'administrator' })
    const smtp = await givenMailServer()
    await otherProgram('UPDATE installation SET noticed_sequence = NULL')
    await mailAll(new Date())
    await mailAll(new Date())
    expect(smtp.received).toEqual([])
  })
})

describe('"This was not me"', () => {
  test('throws out who changed the password, and leads to a new one', async () => {
    const { token, thief } = await givenThief()
    const answer = await takeAccountBack({ token, from: LAPTOP }, at(10))
    if (!answer.ok) throw new Error(answer.reason)
    expect(await authenticate(thief.access, 'web', at(11))).toMatchObject({ reason: 'ended' })
    const again = { email: ADA, persistent: false, from: PHONE, replaces: NO_TOKENS }
    expect(await logIn({ ...again, password: THIEFS_PASSWORD }, at(11))).toMatchObject({
      ok: false,
    })
    const reset = new URL(answer.path, 'http://localhost').searchParams.get('token') ?? ''
    expect(await checkPasswordLink(reset, LAPTOP, at(12))).toMatchObject({ ok: true, email: ADA })
  })

  test('is spent by no look at it', async () => {
    const { token } = await givenThief()
    for (let i = 0; i < 3; i += 1) {
      expect(await checkNotMeLink(token, LAPTOP, at(9))).toMatchObject({ ok: true })
    }
    expect(await takeAccountBack({ token, from: LAPTOP }, at(10))).toMatchObject({ ok: true })
  })

  test('removes a passkey that the intruder has added, and not those from before', async () => {
    const { token, thief } = await givenThief()
    const found = await authenticate(thief.access, 'web', at(4))
    if (!found.ok) throw new Error(found.reason)
    const { actor } = found
    const old = await givenPasskey(actor, { now: at(-31 * DAY) })
    await givenPasskey(actor, { now: at(5) })
    expect(await takeAccountBack({ token, from: LAPTOP }, at(10))).toMatchObject({ ok: true })
    expect(await passkeysOf(actor.userId)).toMatchObject([{ id: old.id }])
  })

  test('still works after the intruder has changed the password once more', async () => {
    const { token, thief } = await givenThief()
    const found = await authenticate(thief.access, 'web', at(4))
    if (!found.ok) throw new Error(found.reason)
    const change = {
      current: THIEFS_PASSWORD,
      next: 'nine quiet foxes under paper moons',
      from: PHONE,
    }
    expect(await changePassword(found.actor, change, at(5))).toMatchObject({ ok: true })
    expect(await takeAccountBack({ token, from: LAPTOP }, at(10))).toMatchObject({ ok: true })
  })
})
