/** Another program on the same SQLite file: reads, writes and locks it without our code. */
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { env } from '@/lib/base/env'

/** A separate connection to this test's database. */
export function otherConnection(file = env().databaseFile): Database.Database {
  const connection = new Database(file, { timeout: 2000 })
  onTestFinished(() => {
    connection.close()
  })
  return connection
}

/** Takes the write lock until the returned function is called. */
export function holdWriteLock(): () => void {
  const connection = otherConnection()
  connection.exec('BEGIN IMMEDIATE')
  return () => connection.exec('ROLLBACK')
}
