import { expect, test } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { at, givenSession, givenUser, NOW, PHONE } from '@/tests/support/people'
import { changeSession } from '@/tests/support/rows'
import { authenticate } from './authenticate'
import { listSessions } from './list'

useFreshDatabase()

test("lists the living sessions of the user, and nobody else's, the asking one first", async () => {
  const phone = await givenSession({ from: PHONE, now: at(-60) })
  const { userId } = phone
  const ended = await givenSession({ userId })
  await changeSession(ended.session.id, { endedAt: NOW })
  const idle = await givenSession({ userId })
  await changeSession(idle.session.id, { idleExpiresAt: NOW })
  await givenSession({ userId, version: 7 })
  await givenSession({ userId: await givenUser('bob@example.com') })
  const recent = await givenSession({ userId, now: at(-1) })

  const asking = await authenticate(phone.tokens.access, 'web', NOW)
  if (!asking.ok) throw new Error(asking.reason)
  const list = await listSessions(asking.actor, NOW)
  expect(list.map(({ id }) => id)).toEqual([phone.session.id, recent.session.id])
  expect(list[0]).toMatchObject({ current: true, browser: 'Safari', device: 'phone' })
})
