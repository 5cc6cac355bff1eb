import { expect, test } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { authenticate } from '@/lib/sessions/authenticate'
import { givenAccount } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { givenPasskey } from '@/tests/support/passkeys'
import { NOW } from '@/tests/support/people'
import { logInOptions } from './options'
import { warnOfOtherHosts } from './other-hosts'

useFreshDatabase()

test('the start says how many passkeys a new host leaves behind', async () => {
  const { access } = await givenAccount()
  const result = await authenticate(access, 'web', NOW)
  if (!result.ok) throw new Error(result.reason)
  await givenPasskey(result.actor)
  const warnings = logged('warn')
  await warnOfOtherHosts()
  expect(warnings()).toEqual([])
  process.env.APP_ORIGIN = 'https://accounts.example.com'
  forgetSettings()
  await warnOfOtherHosts()
  expect(warnings()).toEqual([
    'APP_ORIGIN is on accounts.example.com, and passkeys of another host do not work there. Passkeys of other hosts in the database: 1.',
  ])
})

test('no passkey is offered where the host is an IP address', async () => {
  expect(await logInOptions()).not.toBeNull()
  for (const origin of ['http://127.0.0.1:3000', 'http://[::1]:3000']) {
    process.env.APP_ORIGIN = origin
    forgetSettings()
    expect(await logInOptions(), origin).toBeNull()
  }
})
