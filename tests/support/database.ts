/** A database of its own for each test: real, migrated, with keys. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { closeDatabase } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { forgetSettings } from '@/lib/env'
import { prepareInstallation } from '@/lib/installation/prepare'

export const SECRET = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LTEyMzQ'

/** In memory where the system has such a place: a test has no power cut to survive. */
const FAST_FOLDER = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Gives every test of the file an own database, with these settings beside the defaults. */
export function useFreshDatabase(settings: Record<string, string> = {}): void {
  let folder: string
  let before: NodeJS.ProcessEnv

  beforeEach(async () => {
    before = { ...process.env }
    folder = mkdtempSync(join(FAST_FOLDER, 'gatehouse-'))
    setSettings({
      APP_ORIGIN: 'http://localhost:3000',
      AUTH_SECRET: SECRET,
      DATABASE_URL: `file:${join(folder, 'gatehouse.db')}`,
      BCRYPT_COST: '10',
      ...settings,
    })
    await migrateDatabase()
    await prepareInstallation()
  })

  afterEach(async () => {
    await closeDatabase()
    rmSync(folder, { recursive: true, force: true })
    process.env = before
    setSettings({})
  })
}

/** Changes settings in the middle of a test, as a restart would. */
export async function restartWith(settings: Record<string, string>): Promise<void> {
  await closeDatabase()
  setSettings(settings)
}

function setSettings(settings: Record<string, string>): void {
  Object.assign(process.env, settings)
  forgetSettings()
}
