import { expect, test } from 'vitest'
import { listPlacesEndedSince } from '@/db/queries/status-lists'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession } from '@/tests/support/people'
import { plansOf } from '@/tests/support/plans'
import { statusList } from './list'

useFreshDatabase()

test('only what ended of late is read, each by its index, however many places were given', async () => {
  await listPlacesEndedSince(at(0))
  const steps = await plansOf(() => listPlacesEndedSince(at(0)))
  const ways = steps.flatMap(({ detail }) => /^(?:SEARCH|SCAN) .*/.exec(detail) ?? [])
  expect(ways.map((way) => way.replace(/ USING .*\(/, ' by ('))).toEqual([
    'SEARCH sessions by (ended_at>?)',
    'SEARCH users by (sessions_ended_at>?)',
    'SEARCH sessions by (user_id=?)',
    'SEARCH ended_statuses by (ended_at>?)',
  ])
  // The places themselves stand in the index: no row is fetched for any of them.
  expect(ways[0]).toContain('COVERING INDEX sessions_ended_at')
})

test('a list reads in full no tables but those of a single row, and of the keys', async () => {
  await givenSession()
  const steps = await plansOf(() => statusList('0', at(1)))
  const scans = steps.flatMap(({ detail }) => /^SCAN .*/.exec(detail) ?? [])
  expect(new Set(scans)).toEqual(new Set(['SCAN installation', 'SCAN signing_keys']))
})
