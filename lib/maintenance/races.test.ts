import { expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { oncePer } from './schedule'

useFreshDatabase()

test('a job runs once in its interval, however many instances start it', async () => {
  const ran: string[] = []
  const come = (job: string) => oncePer(60, job, async () => void ran.push(job))
  const came = await Promise.all(Array.from({ length: 10 }, () => come('sweep')))
  expect(came.filter(Boolean)).toHaveLength(1)
  expect(await come('sweep')).toBe(false)
  expect(await come('rotate')).toBe(true)
  expect(ran).toEqual(['sweep', 'rotate'])
})
