import { expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { INVALID_TOKENS, countInvalidToken } from './invalid-tokens'

useFreshDatabase()

let networks = 0
/** A network that no other test uses, since the process shares the counters. */
const somewhere = () => ({ ...LAPTOP, network: `203.0.113.${(networks += 1)}` })

async function bring(times: number, from: typeof LAPTOP, second: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await countInvalidToken(from, at(second))
}

test('a few invalid tokens are not recorded', async () => {
  const from = somewhere()
  await bring(INVALID_TOKENS.tries - 1, from, 0)
  await bring(INVALID_TOKENS.tries - 1, from, INVALID_TOKENS.seconds + 1)
  await bring(INVALID_TOKENS.tries - 1, { ...PHONE, network: '203.0.113.200' }, 0)
  expect(await eventsOf('excess_rate_limit_exceeded')).toEqual([])
})

test('many invalid tokens from one network are one event an hour', async () => {
  const from = somewhere()
  await bring(INVALID_TOKENS.tries, from, 0)
  expect(await eventsOf('excess_rate_limit_exceeded')).toMatchObject([
    { network: from.network, userId: null, actorId: null },
  ])
  await bring(5 * INVALID_TOKENS.tries, from, 1)
  expect(await eventsOf('excess_rate_limit_exceeded')).toHaveLength(1)
})

test('invalid tokens are not counted together for ever after the clock was set back', async () => {
  const from = somewhere()
  await bring(INVALID_TOKENS.tries - 1, from, 100_000)
  await bring(INVALID_TOKENS.tries - 1, from, 0)
  expect(await eventsOf('excess_rate_limit_exceeded')).toEqual([])
})
