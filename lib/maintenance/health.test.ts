import { expect, test } from 'vitest'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { changeSigningKeys } from '@/tests/support/rows'
import { newSecret } from '@/tests/support/settings'
import { readiness } from './health'

useFreshDatabase()

const NO_KEYS = { ready: false, checks: { database: 'ok', keys: 'unavailable' } }

test('is ready with a database and keys that open', async () => {
  expect(await readiness()).toEqual({ ready: true, checks: { database: 'ok', keys: 'ok' } })
})

test('is not ready without a key that signs', async () => {
  await changeSigningKeys({ status: 'retiring' })
  expect(await readiness()).toEqual(NO_KEYS)
})

test('is not ready with keys that the secret does not open', async () => {
  await restartWith({ AUTH_SECRET: newSecret(), TOKEN_ALGORITHM: 'HS256' })
  expect(await readiness()).toEqual(NO_KEYS)
})
