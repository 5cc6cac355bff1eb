/** Pages and actions count tokens that are not ours, as the API does. */
import { expect, test, vi } from 'vitest'
import { INVALID_TOKENS } from '@/lib/incidents/invalid-tokens'
import { useFreshDatabase } from '@/tests/support/database'
import { afterTheAnswer, givenRequest } from '@/tests/support/next-request'
import { givenSession } from '@/tests/support/people'
import { changeSession, eventsOf } from '@/tests/support/rows'
import { userAction } from './action'
import { currentUser } from './current-user'

vi.mock('next/headers', () => import('@/tests/support/next-request'))
vi.mock('next/server', async (original) => {
  const { after } = await import('@/tests/support/next-request')
  return { ...(await original<object>()), after }
})

useFreshDatabase()

const theirs = userAction(async () => 'done')
const DOORS = [
  ['a page', async () => expect(await currentUser()).toBeNull()],
  ['an action', async () => expect(theirs(new FormData())).rejects.toThrow('NEXT_REDIRECT')],
] as const

/** Brings the token as often as one network may bring tokens that are not ours. */
async function bring(access: string, refuse: () => Promise<void>): Promise<void> {
  for (let time = 0; time < INVALID_TOKENS.tries; time += 1) {
    givenRequest({ access })
    await refuse()
  }
  await afterTheAnswer()
}

test.each(DOORS)('%s counts tokens that are not ours', async (_door, refuse) => {
  await bring('not.a.token', refuse)
  expect(await eventsOf('excess_rate_limit_exceeded')).toHaveLength(1)
})

test.each(DOORS)('%s does not count tokens of ended sessions', async (_door, refuse) => {
  const { session, tokens } = await givenSession({ now: new Date() })
  await changeSession(session.id, { endedAt: new Date() })
  await bring(tokens.access, refuse)
  expect(await eventsOf('excess_rate_limit_exceeded')).toEqual([])
})
