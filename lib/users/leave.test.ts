import { describe, expect, test } from 'vitest'
import { DAY } from '@/lib/base/time'
import { resetPassword } from '@/lib/passwords/reset'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { isAccepted } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { at, givenPassword, givenRole, givenUser, LAPTOP, PHONE } from '@/tests/support/people'
import { eventsOf, oneTimeRows, userRow } from '@/tests/support/rows'
import { disableUser, enableUser } from './disable'
import { planDeletion } from './leave'
import { createResetLink } from './reset-link'

useFreshDatabase()

const ADA = 'ada@example.com'
const DUE = new Date('2026-01-15T12:01:00.000Z')

const wish = { address: ADA, from: PHONE }

async function givenLeaving() {
  const tokens = await givenAccount({ email: ADA })
  const actor = { userId: tokens.userId, sessionId: tokens.sessionId }
  expect(await planDeletion(actor, wish, at(60))).toEqual({ ok: true, due: DUE })
  return { ...actor, tokens }
}

const logInAgain = (now: Date, password = PASSWORD) =>
  logIn({ email: ADA, password, persistent: false, from: LAPTOP, replaces: NO_TOKENS }, now)

describe('the wish to delete an account', () => {
  test('ends every session at once, and voids links', async () => {
    const tokens = await givenAccount({ email: ADA })
    const { userId, sessionId } = tokens
    await createResetLink(COMMAND_LINE, { userId }, LAPTOP, at(1))
    expect(await planDeletion({ userId, sessionId }, wish, at(2))).toMatchObject({ ok: true })
    expect(await isAccepted(tokens)).toBe(false)
    expect(await oneTimeRows()).toEqual([])
    expect(await eventsOf('user_deletion_asked')).toMatchObject([
      { userId, actorId: userId, sessionId, network: PHONE.network },
    ])
  })

  test('takes the address of the account, in any spelling', async () => {
    const { userId, sessionId } = await givenAccount({ email: ADA })
    const ask = (address: string) =>
      planDeletion({ userId, sessionId }, { ...wish, address }, at(60))
    for (const address of ['', 'ada', 'bob@example.com']) {
      expect(await ask(address)).toEqual(refused('not-confirmed'))
    }
    expect((await userRow(userId)).deletionDueAt).toBeNull()
    expect(await ask(' Ada@Example.com ')).toEqual({ ok: true, due: DUE })
  })

  test('is refused for the last administrator who stays', async () => {
    const { userId, sessionId } = await givenAccount({ email: ADA })
    await givenRole(userId, 'administrator')
    const actor = { userId, sessionId }
    expect(await planDeletion(actor, wish, at(1))).toEqual(refused('last-administrator'))
    const other = await givenUser('bob@example.com')
    await givenRole(other, 'administrator')
    await givenPassword(other)
    const bob = { userId: other, sessionId }
    expect(await planDeletion(bob, { ...wish, address: 'bob@example.com' }, at(2))).toMatchObject({
      ok: true,
    })
    // Bob can still come back, but nobody can count on it.
    expect(await planDeletion(actor, wish, at(3))).toEqual(refused('last-administrator'))
    expect(await disableUser(COMMAND_LINE, { userId })).toEqual(refused('last-administrator'))
  })
})

describe('a log-in', () => {
  test('with the right password takes the deletion back', async () => {
    const { userId } = await givenLeaving()
    expect(await logInAgain(at(DAY), 'not the right one at all')).toMatchObject({ ok: false })
    expect((await userRow(userId)).deletionDueAt).toEqual(DUE)
    const back = await logInAgain(at(DAY))
    expect(back).toMatchObject({ ok: true, isKept: true })
    expect((await userRow(userId)).deletionDueAt).toBeNull()
    expect(await eventsOf('user_deletion_undone')).toMatchObject([
      { userId, actorId: userId, network: LAPTOP.network },
    ])
    expect(await logInAgain(at(2 * DAY))).not.toHaveProperty('isKept')
    expect(await eventsOf('user_deletion_undone')).toHaveLength(1)
  })

  test('of a device does so too', async () => {
    const { userId } = await givenLeaving()
    const device = { name: 'Kitchen display', audience: null }
    const attempt = { email: ADA, password: PASSWORD, persistent: true, from: PHONE, device }
    expect(await logIn(attempt, at(DAY))).toMatchObject({ ok: true })
    expect((await userRow(userId)).deletionDueAt).toBeNull()
  })

  test('with a new password does, but choosing that password does not', async () => {
    const { userId } = await givenLeaving()
    const link = await createResetLink(COMMAND_LINE, { userId }, LAPTOP, at(DAY))
    if (!link.ok) throw new Error(link.reason)
    const token = new URL(link.link.url).searchParams.get('token') ?? ''
    const password = 'seven windmills beside a frozen canal'
    const reset = await resetPassword({ token, password, from: LAPTOP }, at(DAY + 1))
    expect(reset).toEqual({ ok: true })
    expect((await userRow(userId)).deletionDueAt).toEqual(DUE)
    expect(await logInAgain(at(DAY + 2), password)).toMatchObject({ ok: true, isKept: true })
  })

  test('of a disabled user takes nothing back', async () => {
    const { userId } = await givenLeaving()
    await disableUser(COMMAND_LINE, { userId })
    expect(await logInAgain(at(DAY))).toEqual(refused('wrong-credentials'))
    expect((await userRow(userId)).deletionDueAt).toEqual(DUE)
    await enableUser(COMMAND_LINE, { userId })
    expect(await logInAgain(at(DAY + 1))).toMatchObject({ isKept: true })
  })
})

describe('the user is told by mail', () => {
  test('until when a log-in keeps the account, and that one has kept it', async () => {
    const smtp = await givenMailServer()
    await givenLeaving()
    await mailAll(at(61))
    const planned = newestMail(smtp, ADA)
    expect(planned.subject).toBe('Your Gatehouse account will be deleted')
    expect(planned.text.replace(/\s+/g, ' ')).toContain('deleted on 15 Jan 2026, 12:01 UTC')
    expect(planned.text).toContain('/dashboard')
    await logInAgain(at(120))
    await mailAll(at(121))
    expect(newestMail(smtp, ADA)).toMatchObject({
      subject: 'Your Gatehouse account will not be deleted',
      token: expect.stringMatching(/./),
    })
  })
})
