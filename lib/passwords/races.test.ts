import { describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { refreshSession } from '@/lib/sessions/refresh'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { createResetLink } from '@/lib/users/reset-link'
import { PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { holdHashing } from '@/tests/support/hashing'
import { actorOf, givenAda, isIn, passwordLogsIn } from '@/tests/support/password-changes'
import { at, givenSession, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import {
  changePasswords,
  changeUser,
  eventsOf,
  eventTypes,
  passwordHashes,
  userRow,
} from '@/tests/support/rows'
import { changePassword, type PasswordChange } from './change'
import { hashPassword } from './hash'
import { resetPassword } from './reset'

useFreshDatabase()

const NEW = 'a kettle of winter thunder'
const OTHER = 'nine paper boats at dusk'
const OVERTAKEN = refused('overtaken')

describe('changePassword in a race', () => {
  test('lets one of several changes win, whose session is the only living one afterwards', async () => {
    const { laptop, phone, actor } = await givenAda()
    const other = await actorOf(phone)
    const hashing = await holdHashing()
    const changing = [attempt(actor), attempt(other, { next: OTHER, from: PHONE }), attempt(actor)]
    await hashing.held(3)
    hashing.release()
    const results = await Promise.all(changing)
    const won = results.flatMap((result) => (result.ok ? [result.tokens] : []))
    expect(won).toHaveLength(1)
    expect(results.filter((result) => !result.ok)).toEqual([OVERTAKEN, OVERTAKEN])
    expect(await eventsOf('authn_password_change')).toHaveLength(1)
    for (const tokens of [laptop, phone]) expect(await isIn(tokens)).toBe(false)
    for (const tokens of won) expect(await isIn(tokens)).toBe(true)
    const works = [await passwordLogsIn(NEW), await passwordLogsIn(OTHER)]
    expect(works).toEqual(results[1]?.ok ? [false, true] : [true, false])
  })

  test.each(['this', 'everywhere'] as const)(
    'changes nothing when a log-out (%s) ends the session meanwhile',
    async (scope) => {
      const { laptop, actor } = await givenAda()
      const hashing = await holdHashing()
      const changing = attempt(actor)
      await hashing.held()
      await endOwnSessions(laptop, scope, LAPTOP, at(60))
      hashing.release()
      expect(await changing).toEqual(OVERTAKEN)
      expect(await passwordLogsIn(PASSWORD)).toBe(true)
      expect(await passwordLogsIn(NEW)).toBe(false)
    },
  )

  test('changes nothing when another device ends the session or the user is disabled meanwhile', async () => {
    const { phone, actor } = await givenAda()
    const other = await actorOf(phone)
    const hashing = await holdHashing()
    const changing = [attempt(actor), attempt(other)]
    await hashing.held(2)
    await endOwnSessions(phone, 'others', PHONE, at(60))
    await changeUser(other.userId, { disabledAt: at(60) })
    hashing.release()
    expect(await Promise.all(changing)).toEqual([OVERTAKEN, OVERTAKEN])
  })

  test('changes nothing when another hash is stored meanwhile', async () => {
    const { actor } = await givenAda()
    const hash = await hashPassword(OTHER)
    const hashing = await holdHashing()
    const changing = attempt(actor)
    await hashing.held()
    await changePasswords({ hash })
    hashing.release()
    expect(await changing).toEqual(OVERTAKEN)
    expect(await passwordHashes()).toEqual([hash])
    expect(await eventTypes()).not.toContain('authn_password_change')
  })

  test('ends a session that is refreshed meanwhile, and leaves only the new one', async () => {
    const { laptop, actor } = await givenAda()
    const hashing = await holdHashing()
    const changing = attempt(actor)
    await hashing.held()
    const refreshed = await refreshSession({ token: laptop.refresh, from: LAPTOP }, at(60))
    hashing.release()
    const result = await changing
    if (!result.ok) throw new Error(result.reason)
    expect(await isIn(result.tokens)).toBe(true)
    if (!refreshed.ok) throw new Error(refreshed.reason)
    expect(await isIn(refreshed.tokens)).toBe(false)
    const again = { token: refreshed.tokens.refresh, from: LAPTOP }
    expect(await refreshSession(again, at(62))).toMatchObject({ ok: false })
  })
})

describe('the rate limit of changePassword', () => {
  test('stops a thief with a session from guessing the password, from any network', async () => {
    const { phone, actor } = await givenAda()
    const other = await actorOf(phone)
    const guesses = Array.from({ length: 12 }, (_, i) =>
      attempt(i % 2 ? actor : other, { current: `guess number ${i}` }),
    )
    const answers = (await Promise.all(guesses)).map((result) => !result.ok && result.reason)
    expect(answers.filter((reason) => reason === 'wrong-current')).toHaveLength(10)
    expect(answers.filter((reason) => reason === 'too-many-tries')).toHaveLength(2)
    expect(await attempt(actor)).toMatchObject(refused('too-many-tries'))
    expect(await passwordLogsIn(PASSWORD)).toBe(true)
  })
})

describe('a password link', () => {
  test('works once when 50 requests use it at once', async () => {
    const { userId } = await givenSession()
    const made = await createResetLink(COMMAND_LINE, { userId }, LAPTOP, NOW)
    if (!made.ok) throw new Error(made.reason)
    const token = new URL(made.link.url).searchParams.get('token') ?? ''
    const all = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        resetPassword({ token, password: `${PASSWORD} number ${i}`, from: PHONE }, at(60)),
      ),
    )
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    const winner = all.findIndex(({ ok }) => ok)
    expect(await passwordLogsIn(`${PASSWORD} number ${winner}`)).toBe(true)
    expect((await userRow(userId)).version).toBe(1)
    expect(await eventsOf('authn_password_reset')).toHaveLength(1)
  })
})

function attempt(actor: Actor, change: Partial<PasswordChange> = {}) {
  return changePassword(actor, { current: PASSWORD, next: NEW, from: LAPTOP, ...change }, at(60))
}
