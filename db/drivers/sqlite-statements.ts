/** Keeps the statements of a SQLite connection: compiling one takes longer than most take to run. */
import type Database from 'better-sqlite3'

/** The queries of Gatehouse are fewer, but each length of a list makes another statement. */
const MOST = 400

/** What drizzle needs of a connection. The statement used longest ago makes room for a new one. */
export function keepingStatements(connection: Database.Database): Database.Database {
  const kept = new Map<string, Database.Statement>()
  const prepare = (sql: string): Database.Statement => {
    const statement = kept.get(sql) ?? connection.prepare(sql)
    kept.delete(sql)
    kept.set(sql, statement)
    if (kept.size > MOST) {
      const [oldest = ''] = kept.keys()
      kept.delete(oldest)
    }
    // Drizzle may have asked it for arrays, and otherwise expects what a new one gives: objects.
    return statement.reader ? statement.raw(false) : statement
  }
  // Safe: drizzle uses nothing else, since it never opens a transaction here.
  return { prepare } as unknown as Database.Database
}
