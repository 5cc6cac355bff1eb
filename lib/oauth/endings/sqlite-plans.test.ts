import { expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import {
  countWaitingTellings,
  findNextDue,
  leaseDueTellings,
  listOpenSids,
  listOver,
  listUsedSince,
} from '@/db/queries/app-endings'
import { useFreshDatabase } from '@/tests/support/database'
import { at } from '@/tests/support/people'
import { plansOf } from '@/tests/support/plans'

useFreshDatabase()

/** How each step finds its rows, such as `app_sessions by (user_id=?)`. */
async function waysOf(work: () => Promise<unknown>): Promise<string[]> {
  const steps = await plansOf(work)
  return steps.flatMap(({ detail }) => {
    const [, way] = /^(?:SEARCH|SCAN) (.*)/.exec(detail) ?? []
    return way === undefined || way.startsWith('installation')
      ? []
      : [way.replace(/ USING .*?\(/, ' by (')]
  })
}

const BY_KEYS = [
  'apps by (id=?)',
  'sessions by (id=?) LEFT-JOIN',
  'users by (id=?) LEFT-JOIN',
  'app_grants by (user_id=? AND app_id=?)',
  'app_grants by (user_id=? AND app_id=?)',
]

test.each([
  ['a user', { of: 'usr_x' } as const, 'app_sessions by (user_id=?)'],
  ['those that expire', { due: true } as const, 'app_sessions by (due_at>? AND due_at<?)'],
  ['the next few', { after: 'a', upTo: 'b' }, 'app_sessions by (sid>? AND sid<?)'],
])('who must be told, of %s, is found by an index at every step', async (_name, of, first) => {
  const ways = await waysOf(() => listOver(of, at(0), 10))
  expect(ways).toEqual([first, ...BY_KEYS])
})

test('the next few, those to look at again and those to be told are found by an index', async () => {
  const ways = await waysOf(async () => {
    await listOpenSids('', 10)
    await listUsedSince(at(0), 10)
    await findNextDue()
    await countWaitingTellings(at(0), 10)
    await transaction({ locks: 'none' }, () => leaseDueTellings(at(0), at(1), 10))
  })
  expect(ways).toEqual([
    'app_sessions by (sid>?)',
    'app_sessions by (due_at>? AND due_at<?)',
    'sessions by (id=?)',
    'app_sessions by (due_at>?)',
    'app_sessions by (due_at>? AND due_at<?)',
    'app_sessions by (due_at>? AND due_at<?)',
  ])
})
