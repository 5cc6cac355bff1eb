import { describe, expect, test } from 'vitest'
import { encodeCursor } from '@/lib/base/cursor'
import type { UserId } from '@/lib/base/ids'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { beginAuthenticator } from '@/lib/factors/set-up'
import { resetFactors } from '@/lib/factors/reset'
import { authenticate } from '@/lib/sessions/authenticate'
import { givenAccount, givenCreated } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticator } from '@/tests/support/factors'
import { givenOperator } from '@/tests/support/operators'
import { at, givenRole, givenSession, LAPTOP } from '@/tests/support/people'
import { disableUser } from './disable'
import { countUsers, listUsers, type ListInput, type UserFilter, type UserOrder } from './list'

useFreshDatabase()

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
  })

  test('shows every user once, newest first, even those of the same moment', async () => {
    const made = []
    for (const [i, seconds] of [0, 5, 5, 5, 9].entries()) {
      made.push({ id: await givenCreated(`user${i}@example.com`, '', at(seconds)), seconds })
    }
    const order = made.sort((a, b) => b.seconds - a.seconds || (a.id < b.id ? 1 : -1))
    const ids = order.map(({ id }) => id)
    expect(await walk('all', 2)).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)])
    expect(await walk('all', 5)).toEqual([ids])
    expect((await walk('all', 2, 'oldest')).flat()).toEqual(ids.toReversed())
  })

  test('shows every user once by email address, page by page', async () => {
    const [eve, ada, bob] = [
      await givenCreated('eve@example.com'),
      await givenCreated('ADA@example.com', '', at(5)),
      await givenCreated(`bob.${'x'.repeat(56)}@${'long.'.repeat(30)}example.com`, '', at(9)),
    ]
    expect(await walk('all', 1, 'address')).toEqual([[ada], [bob], [eve]])
  })

  test('says when each user was last seen, and how many users there are', async () => {
    const { userId } = await givenSession()
    await givenSession({ userId, now: at(60) })
    await givenSession({ userId, now: at(30) })
    const bob = await givenCreated('bob@example.com', '', at(5))
    await givenRole(bob, 'support')
    await disableUser(COMMAND_LINE, { userId: bob }, LAPTOP, at(6))
    const { users } = await listUsers(COMMAND_LINE, { filter: 'all' })
    expect(users.map(({ id, lastSeenAt }) => [id, lastSeenAt])).toEqual([
      [bob, null],
      [userId, at(60)],
    ])
    expect((await walk('all', 1, 'seen')).flat()).toEqual([userId])
    const { userId: eve } = await givenSession({
      userId: await givenCreated('eve@example.com'),
      now: at(60),
    })
    await givenSession({ userId: eve, now: at(60) })
    const seen = [userId, eve].sort().reverse()
    expect(await walk('all', 1, 'seen')).toEqual(seen.map((id) => [id]))
    const filters: UserFilter[] = ['all', 'disabled', { role: 'support' }, { role: 'none' }]
    const counts = await Promise.all(filters.map((filter) => countUsers(COMMAND_LINE, filter)))
    expect(counts).toEqual([3, 1, 1, 0])
  })

  test('says who has a second factor: none before its first code, and none after its removal', async () => {
    const emails = ['ada', 'bob', 'eve', 'joe'].map((name) => `${name}@example.com`)
    const [ada, bob, eve] = emails
    const has = async () => {
      const { users } = await listUsers(COMMAND_LINE, { filter: 'all', order: 'address' })
      return users.filter(({ hasSecondFactor }) => hasSecondFactor).map(({ email }) => email)
    }
    const actors = []
    for (const email of emails) {
      const { access } = await givenAccount({ email })
      const found = await authenticate(access, 'web', at(0))
      if (!found.ok) throw new Error(found.reason)
      actors.push(found.actor)
    }
    expect(await has()).toEqual([])
    const [first, second, third, fourth] = actors
    if (!first || !second || !third || !fourth) throw new Error('There are four')
    for (const actor of [first, second, third]) await givenAuthenticator(actor, at(0))
    await beginAuthenticator(fourth, at(0))
    expect(await has()).toEqual([ada, bob, eve])
    const reason = 'lost phone'
    await resetFactors(COMMAND_LINE, { userId: second.userId, reason, isNow: true })
    await resetFactors(COMMAND_LINE, { userId: third.userId, reason })
    expect(await has()).toEqual([ada, eve])
    // A day later, as it was planned long ago.
    await resetFactors(COMMAND_LINE, { userId: first.userId, reason }, LAPTOP, at(0))
    expect(await has()).toEqual([eve])
  })

  test('filters disabled users and the holders of a role', async () => {
    const ids: UserId[] = []
    for (let i = 0; i < 5; i += 1) ids.push(await givenCreated(`user${i}@example.com`))
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
    await givenCreated('ada@example.com')
    const { users } = await listUsers(COMMAND_LINE, { filter: 'all', cursor })
    expect(users).toHaveLength(found)
  })
})
