import { expect, test } from 'vitest'
import { listStatusIndexesEndedSince } from '@/db/queries/status-lists'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession } from '@/tests/support/people'
import { plansOf } from '@/tests/support/plans'
import { statusList } from './list'

useFreshDatabase()

test('a list reads only recent endings, each by an index, however many sessions there are', async () => {
  const steps = await plansOf(() => listStatusIndexesEndedSince(at(0)))
  const ways = steps.flatMap(({ detail }) => /^(?:SEARCH|SCAN) .*/.exec(detail) ?? [])
  expect(ways.map((way) => way.replace(/ USING .*\(/, ' by ('))).toEqual([
    'SEARCH sessions by (ended_at>?)',
    'SEARCH users by (sessions_ended_at>?)',
    'SEARCH sessions by (user_id=?)',
    'SEARCH app_grants by (ended_at>?)',
    'SEARCH sessions by (ended_at>?)',
    'SEARCH app_grants by (session_id=?)',
    'SEARCH users by (sessions_ended_at>?)',
    'SEARCH app_grants by (user_id=?)',
    'SEARCH apps by (ended_at>?)',
    'SEARCH app_grants by (app_id=? AND status_until>?)',
    'SEARCH ended_statuses by (ended_at>?)',
  ])
  // The index holds the list positions too: no row is read for them.
  expect(ways[0]).toContain('COVERING INDEX sessions_ended_at')
})

test('a list scans only the table with a single row and the table of keys', async () => {
  await givenSession()
  const steps = await plansOf(() => statusList('0', at(1)))
  const scans = steps.flatMap(({ detail }) => /^SCAN .*/.exec(detail) ?? [])
  expect(new Set(scans)).toEqual(new Set(['SCAN installation', 'SCAN signing_keys']))
})
