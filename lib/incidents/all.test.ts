import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { insertIncident } from '@/db/queries/incidents'
import { COMMAND_LINE, NotAllowed } from '@/lib/permissions/operator'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { allIncidents, INCIDENTS_A_PAGE } from './all'

useFreshDatabase()

async function givenIncidents(userId: string, count: number): Promise<void> {
  await transaction(async () => {
    for (let index = 0; index < count; index += 1) await insertIncident(incident(userId, index))
  })
}

/** Each two of them came at the same moment. */
function incident(userId: string, index: number) {
  return {
    id: `inc_${String(index).padStart(4, '0')}`,
    userId,
    sessionId: 'ses_x',
    kind: 'reuse' as const,
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
  test('shows every one of them once, newest first, page by page', async () => {
    const userId = await givenUser()
    const count = 2 * INCIDENTS_A_PAGE + 7
    await givenIncidents(userId, count)
    const seen: string[] = []
    let next: string | null = null
    do {
      const page = await allIncidents(COMMAND_LINE, next)
      seen.push(...page.incidents.map(({ id }) => id))
      next = page.next
    } while (next)
    expect(seen).toHaveLength(count)
    expect(seen).toEqual([...seen].sort().reverse())
    expect(new Set(seen).size).toBe(count)
  })

  test('tells whose each is, and both sides', async () => {
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

  test.each([
    'x',
    '1-',
    '-inc_1',
    '99999999999999999999-inc_1',
    '999999999999999-inc_1',
    "1-inc_'; DROP TABLE users",
  ])('takes %j for the first page', async (after) => {
    await givenIncidents(await givenUser(), 1)
    expect((await allIncidents(COMMAND_LINE, after)).incidents).toHaveLength(1)
  })

  test('is for whoever may see them', async () => {
    const nobody = { ...COMMAND_LINE, permissions: new Set<never>() }
    await expect(allIncidents(nobody)).rejects.toThrow(NotAllowed)
  })
})
