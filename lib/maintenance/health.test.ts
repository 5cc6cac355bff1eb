import { expect, test } from 'vitest'
import { env } from '@/lib/base/env'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { otherProgram } from '@/tests/support/other-program'
import { changeSigningKeys } from '@/tests/support/rows'
import { newSecret } from '@/tests/support/settings'
import { readiness } from './health'

useFreshDatabase()

/** The checks of both databases, and the one that only a file has. */
const everything = () => ({
  ...{ database: 'ok', migrations: 'ok', keys: 'ok' },
  ...(env().databaseKind === 'sqlite' ? { disk: 'ok' } : {}),
})

test('an instance is ready when its database and keys open', async () => {
  const warnings = logged('warn')
  expect(await readiness()).toEqual({ ready: true, checks: everything() })
  expect(warnings()).toEqual([])
})

test('an instance is not ready without an active signing key', async () => {
  await changeSigningKeys({ status: 'retiring' })
  const checks = { ...everything(), keys: 'unavailable' }
  expect(await readiness()).toEqual({ ready: false, checks })
})

test('an instance is not ready when its secret does not open the keys', async () => {
  await restartWith({ AUTH_SECRET: newSecret(), TOKEN_ALGORITHM: 'HS256' })
  const checks = { ...everything(), keys: 'unavailable' }
  expect(await readiness()).toEqual({ ready: false, checks })
})

test('an instance is not ready before the newest migration, but is ready beside a newer one', async () => {
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

test('an instance is not ready in an outage', async () => {
  await otherProgram('ALTER TABLE installation RENAME TO away')
  const away = { database: 'unavailable', migrations: 'unavailable', keys: 'unavailable' }
  expect(await readiness()).toEqual({ ready: false, checks: { ...everything(), ...away } })
  await otherProgram('ALTER TABLE away RENAME TO installation')
})

test('an instance is not ready when its database file has little room to grow', async () => {
  const { ready, checks } = await readiness({ diskFloorBytes: Number.MAX_SAFE_INTEGER })
  // A database server looks after its own disk.
  const isFile = env().databaseKind === 'sqlite'
  expect({ ready, disk: checks.disk }).toEqual(
    isFile ? { ready: false, disk: 'unavailable' } : { ready: true, disk: undefined },
  )
})
