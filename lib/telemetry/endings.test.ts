import { expect, test } from 'vitest'
import { resetPassword } from '@/lib/passwords/reset'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { deleteUser } from '@/lib/users/delete'
import { disableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import { PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { countedBy } from '@/tests/support/metrics'
import { at, givenSession, givenUser, LAPTOP, NOW } from '@/tests/support/people'

useFreshDatabase()

const ending = (reason: string) => ({ [`session_endings_total{reason="${reason}"}`]: 1 })

test('endings by administrators are counted by reason', async () => {
  const { userId, session } = await givenSession()
  const one = () => endSessionAsOperator(COMMAND_LINE, { sessionId: session.id }, LAPTOP, at(1))
  expect(await countedBy(one)).toEqual(ending('operator-one'))
  expect(await countedBy(one)).toEqual({})
  const all = () => endSessionsAsOperator(COMMAND_LINE, { userId }, LAPTOP, at(2))
  expect(await countedBy(all)).toEqual(ending('operator-all'))
  const disable = () => disableUser(COMMAND_LINE, { userId }, LAPTOP, at(3))
  expect(await countedBy(disable)).toEqual(ending('user-disabled'))
  expect(await countedBy(disable)).toEqual({})
  const remove = () => deleteUser(COMMAND_LINE, { userId }, LAPTOP, at(4))
  expect(await countedBy(remove)).toEqual(ending('user-deleted'))
})

test('an ending by a password link is counted by its reason', async () => {
  const userId = await givenUser()
  const made = await createResetLink(COMMAND_LINE, { userId }, LAPTOP, NOW)
  if (!made.ok) throw new Error(made.reason)
  const token = new URL(made.link.url).searchParams.get('token') ?? ''
  const counted = await countedBy(() =>
    resetPassword({ token, password: PASSWORD, from: LAPTOP }, at(1)),
  )
  expect(counted).toMatchObject(ending('password-reset'))
})
