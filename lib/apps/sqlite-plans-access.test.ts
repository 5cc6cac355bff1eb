import { expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { givenApp, givenPart } from '@/tests/support/app-sessions'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession, LAPTOP, NOW } from '@/tests/support/people'
import { slowSteps } from '@/tests/support/plans'
import { listAccess, removeAccess } from './access'

useFreshDatabase()

test('the access of applications is listed and removed by an index', async () => {
  const { session, tokens } = await givenSession()
  const found = await authenticate(tokens.access, 'web', NOW)
  if (!found.ok) throw new Error(found.reason)
  const app = await givenApp()
  await givenPart(session, app)
  const slow = await slowSteps(async () => {
    await listAccess(found.actor)
    await removeAccess(found.actor, app.id, LAPTOP, NOW)
  })
  expect(slow).toEqual([])
})
