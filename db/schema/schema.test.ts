import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { getTableConfig as postgresConfig, PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig as sqliteConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as postgres from './postgres'
import * as sqlite from './sqlite'

/** Tables that only SQLite needs. */
const SQLITE_ALONE = ['endings']
/** The common type behind the column types of both databases. */
const TWINS: Record<string, string> = {
  SQLiteText: 'text',
  SQLiteInteger: 'integer',
  SQLiteTimestamp: 'moment',
  SQLiteBoolean: 'boolean',
  PgText: 'text',
  // The custom type `sortedText`.
  PgCustomColumn: 'text',
  PgInteger: 'integer',
  // SQLite's integers have up to 64 bits.
  PgBigInt53: 'integer',
  PgTimestamp: 'moment',
  PgBoolean: 'boolean',
}

describe('the SQLite and PostgreSQL schemas', () => {
  const ours = Object.values(sqlite).filter((table) => is(table, SQLiteTable))
  const theirs = Object.values(postgres).filter((table) => is(table, PgTable))

  test('have the same tables', () => {
    const names = ours.map(getTableName).filter((name) => !SQLITE_ALONE.includes(name))
    expect(theirs.map(getTableName).sort()).toEqual(names.sort())
    expect(Object.keys(postgres).sort()).toEqual(
      Object.keys(sqlite)
        .filter((name) => !SQLITE_ALONE.includes(name))
        .sort(),
    )
  })

  test.each(theirs.map((table) => [getTableName(table), table] as const))(
    'define the table %s alike',
    (name, table) => {
      const twin = ours.find((one) => getTableName(one) === name)
      if (!twin) throw new Error(`${name} is missing`)
      expect(described(postgresConfig(table))).toEqual(described(sqliteConfig(twin)))
      expect(Object.keys(getTableColumns(table))).toEqual(Object.keys(getTableColumns(twin)))
    },
  )
})

type Config = ReturnType<typeof postgresConfig> | ReturnType<typeof sqliteConfig>

function described(config: Config) {
  return {
    columns: config.columns.map((column) => ({
      name: column.name,
      type: TWINS[column.columnType],
      values: column.enumValues ?? null,
      notNull: column.notNull,
      default: column.default ?? null,
      primary: column.primary,
      unique: column.isUnique,
    })),
    indexes: config.indexes.map(({ config: { name, unique, columns, where } }) => ({
      name,
      unique,
      isPartial: where !== undefined,
      columns: columns.map((column) => ('name' in column ? column.name : null)),
    })),
    foreignKeys: config.foreignKeys.map((key) => {
      const { columns, foreignColumns, foreignTable } = key.reference()
      return {
        columns: columns.map((column) => column.name),
        to: foreignColumns.map((column) => `${getTableName(foreignTable)}.${column.name}`),
        onDelete: key.onDelete ?? 'no action',
        onUpdate: key.onUpdate ?? 'no action',
      }
    }),
    primaryKeys: config.primaryKeys.length,
    checks: config.checks.length,
    uniques: config.uniqueConstraints.length,
  }
}

/**
 * During a rolling update the previous version works on the new schema. So a migration only adds.
 * The version after removes what is unused, in a migration named `contract`.
 */
describe.each(['sqlite', 'postgres'])('the %s migration', (kind) => {
  const folder = `db/migrations/${kind}`
  const files = readdirSync(folder).filter((file) => /^(?!0000).*\.sql$/.test(file))
  const expanding = files.filter((file) => !file.includes('contract'))

  test.each(['0000_core.sql', ...expanding])('%s only adds to the schema', (file) => {
    for (const statement of readFileSync(`${folder}/${file}`, 'utf8').split(';')) {
      expect(takesAway(statement), statement).toBe(false)
    }
  })
})

function takesAway(statement: string): boolean {
  if (/DROP (TABLE|COLUMN)|RENAME|ALTER COLUMN|SET NOT NULL|SET DATA TYPE/i.test(statement)) {
    return true
  }
  return /\bADD\b.*NOT NULL/i.test(statement) && !/DEFAULT/i.test(statement)
}

test.each([
  ['DROP TABLE users', true],
  ['ALTER TABLE users DROP COLUMN name', true],
  ['ALTER TABLE users RENAME COLUMN name TO full_name', true],
  ['ALTER TABLE "users" ADD COLUMN "phone" text NOT NULL', true],
  ['ALTER TABLE "users" ALTER COLUMN "name" SET NOT NULL', true],
  ['ALTER TABLE users ADD phone text', false],
  ["ALTER TABLE users ADD phone text DEFAULT '' NOT NULL", false],
  ['CREATE INDEX users_name ON users (name)', false],
  ['DROP INDEX users_name', false],
])('takesAway("%s") is %s', (statement, answer) => {
  expect(takesAway(statement)).toBe(answer)
})
