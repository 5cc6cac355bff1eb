import { expect, test } from 'vitest'
import { forgetSettings } from '@/lib/base/env'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { givenAccount } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenPasskey } from '@/tests/support/passkeys'
import { at, NOW } from '@/tests/support/people'
import { dismissPasskeyOffer, offersPasskey } from './offer'

useFreshDatabase()

async function givenActor(email: string): Promise<Actor> {
  const { access } = await givenAccount({ email })
  const result = await authenticate(access, 'web', NOW)
  if (!result.ok) throw new Error(result.reason)
  return result.actor
}

test('a passkey is offered until there is one, or until its user dismisses the offer for good', async () => {
  const [ada, bob] = [await givenActor('ada@example.com'), await givenActor('bob@example.com')]
  expect(await offersPasskey(ada)).toBe(true)
  await givenPasskey(ada)
  expect(await offersPasskey(ada)).toBe(false)
  expect(await offersPasskey(bob)).toBe(true)
  await dismissPasskeyOffer(bob, at(1))
  expect(await offersPasskey(bob)).toBe(false)
})

test('no passkey is offered where none can work', async () => {
  const ada = await givenActor('ada@example.com')
  process.env.APP_ORIGIN = 'http://127.0.0.1:3000'
  forgetSettings()
  expect(await offersPasskey(ada)).toBe(false)
})
