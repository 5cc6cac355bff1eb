import { describe, expect, test } from 'vitest'
import { encodeCursor } from '@/lib/base/cursor'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, LAPTOP, givenUser, NOW, PHONE } from '@/tests/support/people'
import { changeSession, copySession } from '@/tests/support/rows'
import { authenticate } from './authenticate'
import { endOwnSessions } from './end/own'
import {
  countSessions,
  listSessions,
  listSessionsOf,
  MAX_COUNTED,
  SESSIONS_PAGE_SIZE,
} from './list'
import type { SessionPage } from './list'

useFreshDatabase()

test('listSessions lists only the living sessions of the user, starting with the one that asks', async () => {
  const phone = await givenSession({ from: PHONE, now: at(-60) })
  const { userId } = phone
  const ended = await givenSession({ userId })
  await changeSession(ended.session.id, { endedAt: NOW })
  const idle = await givenSession({ userId })
  await changeSession(idle.session.id, { idleExpiresAt: NOW })
  await givenSession({ userId, version: 7 })
  await givenSession({ userId: await givenUser('bob@example.com') })
  const recent = await givenSession({ userId, now: at(-1) })

  const asking = await authenticate(phone.tokens.access, 'web', NOW)
  if (!asking.ok) throw new Error(asking.reason)
  const { sessions: list } = await listSessions(asking.actor, {}, NOW)
  expect(list.map(({ id }) => id)).toEqual([phone.session.id, recent.session.id])
  expect(list[0]).toMatchObject({ current: true, browser: 'Safari', device: 'phone' })
})

describe('more sessions than a page holds', () => {
  const MANY = 2 * SESSIONS_PAGE_SIZE + 7

  test('are listed page by page, each once, with the one that asks on the first page', async () => {
    const { actor, asking } = await givenMany(MANY)
    const own = await pagesOf((cursor) => listSessions(actor, { cursor }, NOW))
    expect(own.map((page) => page.length)).toEqual([SESSIONS_PAGE_SIZE + 1, SESSIONS_PAGE_SIZE, 7])
    expect(own[0]?.[0]).toBe(asking.session.id)
    expect(new Set(own.flat()).size).toBe(MANY + 1)

    const { userId } = actor
    const theirs = await pagesOf((cursor) => listSessionsOf(COMMAND_LINE, userId, { cursor }, NOW))
    expect(theirs.map((page) => page.length)).toEqual([SESSIONS_PAGE_SIZE, SESSIONS_PAGE_SIZE, 8])
    expect(new Set(theirs.flat())).toEqual(new Set(own.flat()))
  })

  test.each(['', 'x', encodeCursor(NOW.getTime(), 'usr_x')])(
    'start at the first page for the invalid cursor %j',
    async (cursor) => {
      const { actor, asking } = await givenMany(1)
      const { sessions } = await listSessions(actor, { cursor }, NOW)
      expect(sessions.map(({ id }) => id)[0]).toBe(asking.session.id)
    },
  )

  test('are counted up to a limit', async () => {
    const { actor, asking } = await givenMany(MANY)
    expect(await countSessions(actor, NOW)).toBe(MANY + 1)
    await copySession(asking.session.id, MAX_COUNTED)
    expect(await countSessions(actor, NOW)).toBe(MAX_COUNTED + 1)
  })

  test('are all ended at once', async () => {
    const { actor, asking } = await givenMany(MANY)
    await endOwnSessions({ access: asking.tokens.access, refresh: null }, 'others', LAPTOP, NOW)
    expect(await countSessions(actor, NOW)).toBe(1)
    await copySession(asking.session.id, MANY)
    await endOwnSessions({ access: asking.tokens.access, refresh: null }, 'everywhere', LAPTOP, NOW)
    const { sessions } = await listSessionsOf(COMMAND_LINE, actor.userId, {}, NOW)
    expect(sessions).toEqual([])
  })
})

/** A session that asks, last used long ago, and `count` others of its user. */
async function givenMany(count: number) {
  const asking = await givenSession({ now: at(-60) })
  const other = await givenSession({ userId: asking.userId })
  await copySession(other.session.id, count - 1)
  const found = await authenticate(asking.tokens.access, 'web', NOW)
  if (!found.ok) throw new Error(found.reason)
  return { actor: found.actor, asking }
}

/** The ids on each page, from the first to the last. */
async function pagesOf(list: (cursor: string | null) => Promise<SessionPage>): Promise<string[][]> {
  const pages: string[][] = []
  let cursor: string | null = null
  // The limit lets the test fail if the list never ends.
  do {
    const page: SessionPage = await list(cursor)
    pages.push(page.sessions.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== null && pages.length < 9)
  return pages
}
