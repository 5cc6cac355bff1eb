import { describe, expect, test } from 'vitest'
import { encodeCursor } from '@/lib/base/cursor'
import type { UserId } from '@/lib/base/ids'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { givenAccount } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenOperator } from '@/tests/support/operators'
import { at, givenRole, givenSession, givenUser, LAPTOP, NOW } from '@/tests/support/people'
import { changeUser, userIdOf } from '@/tests/support/rows'
import { createUser } from './create'
import { deleteUser } from './delete'
import { disableUser } from './disable'
import { findUser } from './find'
import { countUsers, listUsers, type ListInput, type UserFilter, type UserOrder } from './list'
import { searchUsers, type Budget } from './search'
import { fillSearchTerms, termsOf } from './search-terms'

useFreshDatabase()

async function given(email: string, name = '', now = NOW): Promise<UserId> {
  const made = await createUser(COMMAND_LINE, { email, name, roles: [] }, LAPTOP, now)
  if (!made.ok) throw new Error(made.reason)
  return made.userId
}

/** The ids on every page, one page after the other. */
async function walk(filter: UserFilter, size: number, order?: UserOrder): Promise<string[][]> {
  const pages = []
  for (let cursor: string | null = null; ;) {
    const input: ListInput = { filter, cursor, size, ...(order && { order }) }
    const { users, next } = await listUsers(COMMAND_LINE, input)
    pages.push(users.map(({ id }) => id))
    if (next === null) return pages
    cursor = next
  }
}

describe('the list of users', () => {
  test('is refused to an administrator without the permission', async () => {
    const nobody = await givenOperator()
    await expect(listUsers(nobody, { filter: 'all' })).rejects.toThrow(NotAllowed)
    await expect(countUsers(nobody, 'all')).rejects.toThrow(NotAllowed)
    await expect(searchUsers(nobody, 'ada')).rejects.toThrow(NotAllowed)
    await expect(findUser(nobody, 'ada@example.com')).rejects.toThrow(NotAllowed)
  })

  test('shows every user once, newest first, even those of the same moment', async () => {
    const made = []
    for (const [i, seconds] of [0, 5, 5, 5, 9].entries()) {
      made.push({ id: await given(`user${i}@example.com`, '', at(seconds)), seconds })
    }
    const order = made.sort((a, b) => b.seconds - a.seconds || (a.id < b.id ? 1 : -1))
    const ids = order.map(({ id }) => id)
    expect(await walk('all', 2)).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)])
    expect(await walk('all', 5)).toEqual([ids])
    expect((await walk('all', 2, 'oldest')).flat()).toEqual(ids.toReversed())
  })

  test('shows every user once by email address, page by page', async () => {
    const [eve, ada, bob] = [
      await given('eve@example.com'),
      await given('ADA@example.com', '', at(5)),
      await given(`bob.${'x'.repeat(56)}@${'long.'.repeat(30)}example.com`, '', at(9)),
    ]
    expect(await walk('all', 1, 'address')).toEqual([[ada], [bob], [eve]])
  })

  test('says when each user was last seen, and how many users there are', async () => {
    const { userId } = await givenSession()
    await givenSession({ userId, now: at(60) })
    await givenSession({ userId, now: at(30) })
    const bob = await given('bob@example.com', '', at(5))
    await givenRole(bob, 'support')
    await disableUser(COMMAND_LINE, { userId: bob }, LAPTOP, at(6))
    const { users } = await listUsers(COMMAND_LINE, { filter: 'all' })
    expect(users.map(({ id, lastSeenAt }) => [id, lastSeenAt])).toEqual([
      [bob, null],
      [userId, at(60)],
    ])
    expect((await walk('all', 1, 'seen')).flat()).toEqual([userId])
    const { userId: eve } = await givenSession({
      userId: await given('eve@example.com'),
      now: at(60),
    })
    await givenSession({ userId: eve, now: at(60) })
    const seen = [userId, eve].sort().reverse()
    expect(await walk('all', 1, 'seen')).toEqual(seen.map((id) => [id]))
    const filters: UserFilter[] = ['all', 'disabled', { role: 'support' }, { role: 'none' }]
    const counts = await Promise.all(filters.map((filter) => countUsers(COMMAND_LINE, filter)))
    expect(counts).toEqual([3, 1, 1, 0])
  })

  test('filters disabled users and the holders of a role', async () => {
    const ids: UserId[] = []
    for (let i = 0; i < 5; i += 1) ids.push(await given(`user${i}@example.com`))
    const [one = 'usr_none', two = 'usr_none', three = 'usr_none'] = ids
    for (const userId of [one, two, three]) await givenRole(userId, 'support')
    await disableUser(COMMAND_LINE, { userId: three }, LAPTOP, at(1))
    await disableUser(COMMAND_LINE, { userId: one }, LAPTOP, at(2))
    expect(await walk('disabled', 1)).toEqual([[one], [three]])
    const holders = await walk({ role: 'support' }, 2)
    expect(holders.map((page) => page.length)).toEqual([2, 1])
    expect(holders.flat().sort()).toEqual([one, two, three].sort())
    const page = await listUsers(COMMAND_LINE, { filter: 'disabled' })
    expect(page.users).toHaveLength(2)
    expect(page.users[0]).toMatchObject({ id: one, roles: ['support'], disabledAt: at(2) })
  })

  test.each([
    ['', 1],
    ['x', 1],
    [encodeCursor(1, 'ses_x'), 1],
    [encodeCursor(1, 'usr_x'), 0],
  ])('accepts any text as a cursor, such as %j', async (cursor, found) => {
    await given('ada@example.com')
    const { users } = await listUsers(COMMAND_LINE, { filter: 'all', cursor })
    expect(users).toHaveLength(found)
  })
})

describe('the search for users', () => {
  const found = async (text: string) =>
    (await searchUsers(COMMAND_LINE, text)).users.map(({ email }) => email)

  test.each([
    ['lovelace', true],
    ['LOVE', true],
    ['ada love', true],
    ['love ada', true],
    ['angstrom', true],
    ['Ångström', true],
    ['A\u030angstro\u0308m', true],
    ['o’brien', true],
    ['brien', true],
    ['countess.king@mail', true],
    ['mail.example', true],
    ['countess', true],
    ['king', true],
    ['  Countess.King@MAIL.example.co.uk ', true],
    ['ovelace', false],
    ['ada bob', false],
    ['%', false],
    ['_', false],
    ['\u0000', false],
    ['\ud800', false],
    ["'; drop table users --", false],
  ])('with %j finds Ada: %s', async (text, isFound) => {
    await given('countess.king@mail.example.co.uk', 'Ada Lovelace O’Brien-Ångström')
    await given('bob@example.com', 'Bob')
    expect(await found(text)).toEqual(isFound ? ['countess.king@mail.example.co.uk'] : [])
  })

  test('finds a user who signed up, by id and by email address', async () => {
    await givenAccount({ email: 'eve@example.com', name: 'Eve' })
    expect(await found(await userIdOf('eve@example.com'))).toEqual(['eve@example.com'])
    expect(await found('EVE@example.com')).toEqual(['eve@example.com'])
    expect(await found('ev')).toEqual(['eve@example.com'])
  })

  test('shows at most a hundred, newest first, and says when there are more', async () => {
    for (let i = 0; i < 100; i += 1) await given(`person${i}@example.com`, 'Same', at(i))
    expect(await searchUsers(COMMAND_LINE, 'same')).toMatchObject({ more: false })
    await given('last@example.com', 'Same', at(200))
    const { users, more } = await searchUsers(COMMAND_LINE, 'same')
    expect({ count: users.length, more }).toEqual({ count: 100, more: true })
    const times = users.map(({ createdAt }) => createdAt.getTime())
    expect(times).toEqual(times.toSorted((a, b) => b - a))
  })

  test('finds the users who match both rare and common words', async () => {
    for (let i = 0; i < 30; i += 1) await given(`x${i}@example.com`, i % 3 ? 'Ada King' : 'Ada')
    expect(await found('king example')).toHaveLength(20)
    expect(await found('king example x29')).toEqual(['x29@example.com'])
    expect(await found('king example x27')).toEqual([])
    // Within a small budget: the same answer, or `more` says that it is incomplete.
    const small = { alone: 5, ofEach: 25, lookedThrough: 1000, atOnce: 7 }
    const within = async (text: string, budget: Budget) => {
      const { users, more } = await searchUsers(COMMAND_LINE, text, budget)
      return { count: users.length, more }
    }
    expect(await within('king example', small)).toEqual({ count: 20, more: false })
    expect(await within('king ada', { ...small, ofEach: 10 })).toMatchObject({ more: true })
    const short = { ...small, lookedThrough: 14 }
    expect(await within('king example', short)).toEqual({ count: 14, more: true })
    expect(await within('ada', small)).toEqual({ count: 5, more: true })
  })

  test('does not find a deleted user', async () => {
    const userId = await given('ada@example.com', 'Ada')
    await deleteUser(COMMAND_LINE, { userId })
    expect(await found('ada')).toEqual([])
    expect(await found('ada@example.com')).toEqual([])
  })

  test('finds users of an earlier version after the next start, and later ones after another', async () => {
    for (let i = 0; i < 600; i += 1) await givenUser(`old${i}@example.com`)
    const newest = await given('new@example.com', 'New', at(9))
    expect(await found('old0@example')).toEqual([])
    await fillSearchTerms()
    expect(await found('old0@example')).toEqual(['old0@example.com'])
    expect(await found('old599@example')).toEqual(['old599@example.com'])
    expect((await searchUsers(COMMAND_LINE, 'new')).users[0]?.id).toBe(newest)
    // An instance of the earlier version may have gone on creating users.
    const late = await givenUser('late@example.com')
    await changeUser(late, { createdAt: at(20) })
    await fillSearchTerms()
    expect(await found('late@ex')).toEqual(['late@example.com'])
  })

  test('keeps few and short words, whatever the name', () => {
    const names = ['\ufdfa'.repeat(100), 'x'.repeat(100), 'a '.repeat(50), '🦊'.repeat(100), '']
    for (const name of names) {
      const terms = termsOf({ email: 'a@b.de', emailKey: 'a@b.de', name })
      expect(terms.length).toBeLessThanOrEqual(40)
      expect(terms.every((term) => [...term].length <= 100 && !/\s/.test(term))).toBe(true)
      expect(terms).toContain('a@b.de')
    }
  })
})

test('a user is found with roles, password and whether the actor may act on them', async () => {
  const operator = await givenOperator('support')
  const userId = await given('ada@example.com', 'Ada')
  const profile = await findUser(operator, ' ADA@example.com ')
  expect(profile).toMatchObject({ id: userId, name: 'Ada', passwordChangedAt: null, within: true })
  await givenRole(userId, 'administrator')
  expect(await findUser(operator, userId)).toMatchObject({
    roles: [{ name: 'administrator', grantedAt: NOW, grantedBy: 'system' }],
    within: false,
  })
  expect(await findUser(operator, operator.userId)).toMatchObject({ within: false })
  expect(await findUser(operator, 'nobody@example.com')).toBeNull()
  expect(await findUser(operator, 'usr_nobody')).toBeNull()
})
