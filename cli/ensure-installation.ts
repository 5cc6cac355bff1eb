/** Lets a command come before the first start. */
import { closeDatabase } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { findEpoch } from '@/db/queries/installation'
import { isMigrated } from '@/db/queries/migrations'
import { prepareInstallation } from '@/lib/installation/prepare'

/**
 * Brings the database to where a start would bring it; does nothing where it is there already.
 *
 * @returns whether there was anything to do
 * @throws Error with a sentence for people, as a start would
 */
export async function ensureInstallation(): Promise<boolean> {
  if (await isThere()) return false
  await closeDatabase()
  await migrateDatabase()
  await prepareInstallation()
  return true
}

/** What keeps the database from answering is found out, and told, by the migration. */
async function isThere(): Promise<boolean> {
  try {
    return (await findEpoch()) !== null && (await isMigrated())
  } catch {
    return false
  }
}
