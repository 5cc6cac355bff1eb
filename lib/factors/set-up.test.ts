import { expect, test } from 'vitest'
import { authenticate } from '@/lib/sessions/authenticate'
import { givenAccount, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt } from '@/tests/support/factors'
import { at, LAPTOP } from '@/tests/support/people'
import { authenticatorOf, beginAuthenticator, confirmAuthenticator } from './set-up'

useFreshDatabase()

test('a set-up that was not finished in ten minutes shows its key to nobody, and cannot be finished', async () => {
  const { access } = await givenAccount()
  const found = await authenticate(access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  const { actor } = found
  await beginAuthenticator(actor, at(1))
  const begun = await authenticatorOf(actor, at(600))
  if (begun.state !== 'begun') throw new Error(`The set-up is ${begun.state}`)
  expect(await authenticatorOf(actor, at(601))).toEqual({ state: 'off' })
  const code = codeAt(begun.key, at(601))
  expect(await confirmAuthenticator(actor, { code, from: LAPTOP }, at(601))).toEqual(
    refused('gone'),
  )
  await beginAuthenticator(actor, at(601))
  const again = await authenticatorOf(actor, at(602))
  if (again.state !== 'begun') throw new Error(`The set-up is ${again.state}`)
  expect(again.key).not.toBe(begun.key)
  const first = { code: codeAt(again.key, at(602)), from: LAPTOP }
  expect(await confirmAuthenticator(actor, first, at(602))).toMatchObject({ ok: true })
})
