import { describe, expect, test } from 'vitest'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { testsOfPermission } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenUser, NOW } from '@/tests/support/people'
import { changeUser, eventsOf, oneTimeRows } from '@/tests/support/rows'
import { createResetLink } from './reset-link'

useFreshDatabase()

describe('createResetLink', () => {
  testsOfPermission('users:reset-password', createResetLink)

  test('is refused for a disabled user, and leaves no link', async () => {
    const userId = await givenUser()
    await changeUser(userId, { disabledAt: NOW })
    expect(await createResetLink(COMMAND_LINE, { userId })).toEqual(refused('disabled'))
    expect(await oneTimeRows()).toEqual([])
    expect(await eventsOf('authn_password_link_created')).toEqual([])
  })
})
