import { expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { oncePer } from './schedule'

useFreshDatabase()

test('a job runs again after its interval', async () => {
  let runs = 0
  const come = () => oncePer(1, 'sweep', async () => void (runs += 1))
  await come()
  await expect.poll(async () => (await come()) && runs, { timeout: 10_000 }).toBe(2)
})
