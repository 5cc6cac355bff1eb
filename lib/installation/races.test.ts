import { describe, expect, test } from 'vitest'
import { env } from '@/lib/base/env'
import { signingKey } from '@/lib/keys/signing-keys'
import { restartWith, SECRET, useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { runAtOnce } from '@/tests/support/processes'
import { prepareInstallation } from './prepare'

useFreshDatabase()

const PURPOSES = ['check', 'pepper', 'refresh', 'mail', 'apps', 'factors']

describe('prepareInstallation', () => {
  test('creates one set of keys when one process prepares several times at once', async () => {
    await emptyDatabase()
    await restartWith({})
    await Promise.all([prepareInstallation(), prepareInstallation(), prepareInstallation()])
    expect((await dataKeyRows()).map((row) => row.purpose)).toEqual(PURPOSES)
    expect(await ringStatus()).toEqual(['ES256 active', 'ES256 next'])
    expect(await installationRows()).toHaveLength(1)
  })

  test('creates one set of keys when several processes start at once', async () => {
    await emptyDatabase()
    await restartWith({})
    const settings = { AUTH_SECRET: SECRET, DATABASE_URL: env().databaseUrl }
    const endings = await runAtOnce(PREPARE, 4, settings)
    expect(endings).toEqual(Array.from({ length: 4 }, () => ({ code: 0, output: '' })))
    expect((await dataKeyRows()).map((row) => row.purpose)).toEqual(PURPOSES)
    expect(await ringStatus()).toEqual(['ES256 active', 'ES256 next'])
    await prepareInstallation()
    expect((await signingKey()).algorithm).toBe('ES256')
  })
})

const PREPARE = `import { prepareInstallation } from '@/lib/installation/prepare'
---
try { await prepareInstallation() } catch (e) { console.log(e.message); process.exit(1) }
`

async function emptyDatabase(): Promise<void> {
  await otherProgram('DELETE FROM installation; DELETE FROM data_keys; DELETE FROM signing_keys')
}

function dataKeyRows() {
  return otherProgram('SELECT * FROM data_keys ORDER BY id')
}

function installationRows() {
  return otherProgram('SELECT * FROM installation')
}

/** Algorithm and status of each key, sorted. */
async function ringStatus(): Promise<string[]> {
  const rows = await otherProgram('SELECT algorithm, status FROM signing_keys')
  return rows.map((row) => `${String(row.algorithm)} ${String(row.status)}`).sort()
}
