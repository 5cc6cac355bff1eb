import { expect, test } from 'vitest'
import { env } from '@/lib/base/env'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { otherProgram } from '@/tests/support/other-program'
import { changeSigningKeys } from '@/tests/support/rows'
import { newSecret } from '@/tests/support/settings'
import { readiness } from './health'

useFreshDatabase()

/** What is asked of either database, and of a file alone. */
const everything = () => ({
  ...{ database: 'ok', migrations: 'ok', keys: 'ok' },
  ...(env().databaseKind === 'sqlite' ? { disk: 'ok' } : {}),
})

test('is ready with a database and keys that open', async () => {
  const warnings = logged('warn')
  expect(await readiness()).toEqual({ ready: true, checks: everything() })
  expect(warnings()).toEqual([])
})

test('is not ready without a key that signs', async () => {
  await changeSigningKeys({ status: 'retiring' })
  const checks = { ...everything(), keys: 'unavailable' }
  expect(await readiness()).toEqual({ ready: false, checks })
})

test('is not ready with keys that the secret does not open', async () => {
  await restartWith({ AUTH_SECRET: newSecret(), TOKEN_ALGORITHM: 'HS256' })
  const checks = { ...everything(), keys: 'unavailable' }
  expect(await readiness()).toEqual({ ready: false, checks })
})

test('is not ready before the newest migration, and is beside newer ones', async () => {
  const move = (by: string) =>
    otherProgram(`UPDATE __drizzle_migrations SET created_at = created_at ${by}`)
  await move('+ 1')
  expect((await readiness()).ready).toBe(true)
  await move('- 2')
  const warnings = logged('warn')
  const checks = { ...everything(), migrations: 'unavailable' }
  expect(await readiness()).toEqual({ ready: false, checks })
  expect(warnings()).toEqual(['Not ready: migrations'])
  await move('+ 1')
})

test('is not ready in an outage', async () => {
  await otherProgram('ALTER TABLE installation RENAME TO away')
  const away = { database: 'unavailable', migrations: 'unavailable', keys: 'unavailable' }
  expect(await readiness()).toEqual({ ready: false, checks: { ...everything(), ...away } })
  await otherProgram('ALTER TABLE away RENAME TO installation')
})

test('is not ready where a file has little room left to grow', async () => {
  const { ready, checks } = await readiness({ diskFloorBytes: Number.MAX_SAFE_INTEGER })
  // The disk of a server is that server's matter.
  const isFile = env().databaseKind === 'sqlite'
  expect({ ready, disk: checks.disk }).toEqual(
    isFile ? { ready: false, disk: 'unavailable' } : { ready: true, disk: undefined },
  )
})
