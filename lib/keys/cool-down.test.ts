import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { transaction } from '@/db/connection'
import { insertSigningKey, listSigningKeys } from '@/db/queries/signing-keys'
import { useFreshDatabase } from '@/tests/support/database'
import { NOW } from '@/tests/support/people'
import { dataKey, newestDataKey } from './data-keys'
import { findVerifyingKey, newSigningKey } from './signing-keys'

useFreshDatabase()

let now = 10_000
beforeEach(() => {
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
  onTestFinished(() => clock.mockRestore())
})

test('unknown signing key ids cost at most one query a second', async () => {
  expect(await findVerifyingKey('made-up')).toBeNull()
  const key = await newSigningKey('ES256', NOW)
  await transaction({ locks: 'all' }, () => insertSigningKey({ ...key, status: 'retiring' }))
  now += 999
  expect(await findVerifyingKey(key.id), 'the ring was not read again').toBeNull()
  now += 1
  expect(await findVerifyingKey(key.id)).toMatchObject({ id: key.id })
})

test('known signing keys keep serving during the cool-down after an unknown id', async () => {
  const [active] = await listSigningKeys()
  expect(await findVerifyingKey(active?.id ?? '')).not.toBeNull()
  expect(await findVerifyingKey('made-up')).toBeNull()
  expect(await findVerifyingKey(active?.id ?? '')).not.toBeNull()
})

test('a data key of one purpose is not found under another', async () => {
  const { id } = await newestDataKey('refresh')
  expect(await dataKey('refresh', id)).toMatchObject({ purpose: 'refresh' })
  expect(await dataKey('check', id)).toBeNull()
})
