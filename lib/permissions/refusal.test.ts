import { expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, LAPTOP } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { recordRefusal } from './refusal'

useFreshDatabase()

test('a refusal is recorded with its actor and permission, the path as personal data, and a limit', async () => {
  const { tokens, userId, session } = await givenSession()
  const found = await authenticate(tokens.access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  const asked = { permission: 'users:read', path: '/admin/users/ada@example.com?q=x' } as const
  for (let time = 0; time < 30; time += 1) await recordRefusal(found.actor, asked, LAPTOP, at(2))

  const events = await eventsOf('authz_fail')
  expect(events).toHaveLength(20)
  expect(events[0]).toMatchObject({
    userId,
    actorId: userId,
    sessionId: session.id,
    network: LAPTOP.network,
    details: '{"permission":"users:read"}',
    personalDetails: '{"path":"/admin/users/ada@example.com"}',
  })
})
