/** Lets a command run before the first start. */
import { closeDatabase } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { findEpoch } from '@/db/queries/installation'
import { isMigrated } from '@/db/queries/migrations'
import { prepareInstallation } from '@/lib/installation/prepare'

/**
 * Migrates and prepares the database as a start would, unless that is done already.
 *
 * @returns whether it did anything
 * @throws Error with a sentence for people, as a start would
 */
export async function ensureInstallation(): Promise<boolean> {
  if (await isPrepared()) return false
  await closeDatabase()
  await migrateDatabase()
  await prepareInstallation()
  return true
}

/** False on an error too: the migration then reports its cause. */
async function isPrepared(): Promise<boolean> {
  try {
    return (await findEpoch()) !== null && (await isMigrated())
  } catch {
    return false
  }
}
