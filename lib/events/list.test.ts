import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenUser, LAPTOP } from '@/tests/support/people'
import { transaction } from '@/db/connection'
import type { UserId } from '@/lib/base/ids'
import { exportActivity } from './export'
import { listActivity, type ActivityFilter } from './list'
import type { EventType } from './events'
import { byOwner, recordEvent } from './record'

useFreshDatabase()

/** One event of each type, a second apart. */
async function givenEvents(userId: UserId, types: readonly EventType[], browser = 'Chrome') {
  for (const [index, type] of types.entries()) {
    const event = { type, ...byOwner(userId), from: { ...LAPTOP, browser } }
    await transaction({ locks: 'none' }, () => recordEvent(event, at(index)))
  }
}

async function allPages(userId: UserId, filter: ActivityFilter, size: number) {
  const pages: string[][] = []
  let cursor: string | null = null
  do {
    const page = await listActivity({ userId }, filter, { cursor, size })
    pages.push(page.events.map(({ type }) => type))
    cursor = page.next
  } while (cursor !== null)
  return pages
}

describe('listActivity', () => {
  test('lists what users see of their own events, page by page, newest first', async () => {
    const userId = await givenUser()
    const other = await givenUser('bob@example.com')
    await givenEvents(other, ['authn_login_fail'])
    await givenEvents(userId, [
      'user_created',
      'authn_login_success',
      'session_renewed',
      'authz_fail',
      'session_logout',
    ])
    expect(await allPages(userId, {}, 2)).toEqual([
      ['session_logout', 'authn_login_success'],
      ['user_created'],
    ])
  })

  test('repeats and leaves out no event where many have one time', async () => {
    const userId = await givenUser()
    for (let i = 0; i < 7; i += 1) await givenEvents(userId, ['authn_login_success'])
    const pages = await allPages(userId, {}, 3)
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1])
  })

  test('filters by type and by time, of which the end does not count', async () => {
    const userId = await givenUser()
    await givenEvents(userId, ['user_created', 'authn_login_fail', 'authn_login_success'])
    const types = ['authn_login_fail'] as const
    expect(await allPages(userId, { types }, 9)).toEqual([['authn_login_fail']])
    const time = { from: at(1), to: at(2) }
    expect(await allPages(userId, time, 9)).toEqual([['authn_login_fail']])
    expect(await allPages(userId, { types, from: at(2) }, 9)).toEqual([[]])
  })

  test('an invalid cursor gives the first page', async () => {
    const userId = await givenUser()
    await givenEvents(userId, ['user_created'])
    const { events } = await listActivity({ userId }, {}, { cursor: 'x' })
    expect(events).toHaveLength(1)
  })
})

test('exportActivity writes every matching event once, and no formula', async () => {
  const userId = await givenUser()
  const types = Array.from({ length: 600 }, () => 'authn_login_success' as const)
  await transaction({ locks: 'none' }, async () => {
    for (const [index, type] of types.entries()) {
      await recordEvent({ type, ...byOwner(userId), from: LAPTOP }, at(index))
    }
  })
  await givenEvents(userId, ['authn_login_fail'], '=1+1')
  const describeEvent = ({ type }: { type: string }) => `-${type}, "x"`
  let csv = ''
  for await (const piece of exportActivity({ userId }, {}, describeEvent)) csv += piece
  const lines = csv.trimEnd().split('\r\n')
  expect(lines).toHaveLength(1 + 600 + 1)
  expect(lines[0]).toBe('at,what,type,network,browser,system')
  expect(new Set(lines.slice(1, -2)).size).toBe(599)
  expect(lines.at(-1)?.startsWith(at(0).toISOString())).toBe(true)
  expect(csv).toContain(`"'-authn_login_fail, ""x""",authn_login_fail,192.0.2.1,"'=1+1",macOS`)
})
