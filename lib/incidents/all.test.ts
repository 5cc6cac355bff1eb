import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { insertIncident, type IncidentRecord } from '@/db/queries/incidents'
import { encodeCursor } from '@/lib/base/cursor'
import type { UserId } from '@/lib/base/ids'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { changeUser } from '@/tests/support/rows'
import { allIncidents, INCIDENTS_PAGE_SIZE, type IncidentFilter } from './all'

useFreshDatabase()

async function givenIncidents(userId: UserId, count: number): Promise<void> {
  await transaction({ locks: 'all' }, async () => {
    for (let index = 0; index < count; index += 1) await insertIncident(incident(userId, index))
  })
}

/** Every two incidents share a moment. */
function incident(userId: UserId, index: number): IncidentRecord {
  return {
    id: `inc_${String(index).padStart(4, '0')}`,
    userId,
    sessionId: 'ses_x',
    kind: 'reuse',
    appId: null,
    knownAt: NOW,
    knownNetwork: LAPTOP.network,
    knownBrowser: LAPTOP.browser,
    knownSystem: LAPTOP.system,
    cameAt: at(Math.floor(index / 2)),
    cameNetwork: PHONE.network,
    cameBrowser: PHONE.browser,
    cameSystem: PHONE.system,
    answeredAt: null,
    answeredIn: null,
  }
}

describe('allIncidents', () => {
  test('shows every incident once, newest first, page by page', async () => {
    const userId = await givenUser()
    const count = 2 * INCIDENTS_PAGE_SIZE + 7
    await givenIncidents(userId, count)
    const seen: string[] = []
    let next: string | null = null
    expect((await allIncidents(COMMAND_LINE)).count).toBe(count)
    do {
      const page = await allIncidents(COMMAND_LINE, { cursor: next })
      seen.push(...page.incidents.map(({ id }) => id))
      next = page.next
    } while (next)
    expect(seen).toHaveLength(count)
    expect(seen).toEqual([...seen].sort().reverse())
    expect(new Set(seen).size).toBe(count)
  })

  test('names the owner and both sides of each incident', async () => {
    const userId = await givenUser('ada@example.com')
    await givenIncidents(userId, 1)
    expect(await allIncidents(COMMAND_LINE)).toMatchObject({
      incidents: [
        {
          user: { id: userId, email: 'ada@example.com' },
          known: { network: LAPTOP.network },
          came: { network: PHONE.network, at: NOW },
          answeredAt: null,
        },
      ],
      next: null,
    })
  })

  test('filters by kind, by user and by whether it was answered', async () => {
    const [ada, bob] = [await givenUser('ada@example.com'), await givenUser('bob@example.com')]
    await transaction({ locks: 'all' }, async () => {
      await insertIncident(incident(ada, 0))
      await insertIncident({ ...incident(ada, 1), kind: 'two-places' })
      await insertIncident({ ...incident(bob, 2), answeredAt: NOW })
    })
    const ids = async (filter: IncidentFilter) => {
      const page = await allIncidents(COMMAND_LINE, { filter })
      expect(page.count).toBe(page.incidents.length)
      return page.incidents.map(({ id }) => id)
    }
    expect(await ids({ kinds: ['reuse'] })).toEqual(['inc_0002', 'inc_0000'])
    expect(await ids({ kinds: ['two-places', 'predecessor'] })).toEqual(['inc_0001'])
    expect(await ids({ userId: bob })).toEqual(['inc_0002'])
    expect(await ids({ isOpen: true })).toEqual(['inc_0001', 'inc_0000'])
    expect(await ids({ isOpen: true, kinds: ['reuse'], userId: bob })).toEqual([])
  })

  test('says whether the session is still living', async () => {
    const { userId, session } = await givenSession()
    await transaction({ locks: 'all' }, () =>
      insertIncident({ ...incident(userId, 0), sessionId: session.id }),
    )
    const isAlive = async (now: Date) =>
      (await allIncidents(COMMAND_LINE, {}, now)).incidents.map((one) => one.isAlive)
    expect(await isAlive(at(1))).toEqual([true])
    expect(await isAlive(session.idleExpiresAt)).toEqual([false])
    await endSessionsAsOperator(COMMAND_LINE, { userId }, undefined, at(1))
    expect(await isAlive(at(2))).toEqual([false])
    await changeUser(userId, { version: 0 })
    await endSessionAsOperator(COMMAND_LINE, { sessionId: session.id }, undefined, at(2))
    expect(await isAlive(at(2))).toEqual([false])
  })

  test.each(['x', encodeCursor(1, 'ses_x')])(
    'shows the first page for the invalid cursor %j',
    async (cursor) => {
      await givenIncidents(await givenUser(), 1)
      expect((await allIncidents(COMMAND_LINE, { cursor })).incidents).toHaveLength(1)
    },
  )

  test('refuses an administrator without the permission', async () => {
    const nobody = { ...COMMAND_LINE, permissions: new Set<never>() }
    await expect(allIncidents(nobody)).rejects.toThrow(NotAllowed)
  })
})
