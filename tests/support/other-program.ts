/** Another program on this test's database: reads and writes without our code. */
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { env } from '@/lib/base/env'
import { ask } from './postgres-server'

type Row = Record<string, unknown>

/** Runs a query or some statements on this test's database. @returns the rows */
export async function otherProgram(statement: string): Promise<Row[]> {
  const { databaseKind, databaseFile, databaseUrl } = env()
  if (databaseKind === 'postgres') return ask(databaseUrl, statement)
  const connection = new Database(databaseFile, { timeout: 2000 })
  try {
    // Safe: better-sqlite3 returns rows by column name.
    if (/^select/i.test(statement)) return connection.prepare(statement).all() as Row[]
    connection.exec(statement)
    return []
  } finally {
    connection.close()
  }
}

/** A text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** @returns a function whose result changes with every write to the counted attempts */
export async function writeCounter(): Promise<() => Promise<unknown>> {
  const marks = "SELECT string_agg(xmin::text, ' ' ORDER BY key) AS marks FROM rate_limits"
  if (env().databaseKind === 'postgres') return () => otherProgram(marks)
  const connection = new Database(env().databaseFile)
  onTestFinished(() => void connection.close())
  return async () => connection.pragma('data_version', { simple: true })
}
