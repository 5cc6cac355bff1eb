/**
 * Measures what administrators do, with very many users: the wall-clock time of one call, as the
 * median of twenty. The argument is the number of users, 1000000 by default.
 */
import { getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { closeDatabase, transaction, write } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { roleGrants, users, userTerms } from '@/db/tables'
import { env } from '@/lib/base/env'
import type { UserId } from '@/lib/base/ids'
import { prepareInstallation } from '@/lib/installation/prepare'
import { listRoles } from '@/lib/permissions/custom-roles'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { createUser } from '@/lib/users/create'
import { deleteUser } from '@/lib/users/delete'
import { disableUser, enableUser } from '@/lib/users/disable'
import { findUser } from '@/lib/users/find'
import { listUsers, type UserFilter } from '@/lib/users/list'
import { searchUsers } from '@/lib/users/search'

const SIZE = Number(process.argv[2] ?? 1_000_000)
/** Users per statement, which a server aborts after some seconds. */
const STEP = 10_000
const TIMES = 20

await migrateDatabase()
await prepareInstallation()
await print('filled', fill)
await print('the next start', () => prepareInstallation())

console.log(`\nwith ${SIZE} users`)
await measureLists()
await measureSearches()
await measureActs()
await closeDatabase()

async function measureLists(): Promise<void> {
  const filters: [string, UserFilter][] = [
    ['all', 'all'],
    ['disabled', 'disabled'],
    ['of a role that 1 in 10 holds', { role: 'helper' }],
  ]
  for (const [name, filter] of filters) {
    await measure(`list, ${name}`, () => listUsers(COMMAND_LINE, { filter }))
    let cursor: string | null = null
    const next = async () => {
      const page = await listUsers(COMMAND_LINE, { filter, cursor })
      cursor = page.next
    }
    for (let i = 0; i < 200; i += 1) await next()
    await measure(`the next page, 200 pages deep`, next)
  }
}

async function measureSearches(): Promise<void> {
  const searches = ['lovelace7', 'lovelace77 grace7', 'lovelace grace', 'l', 'example', 'zebra']
  const exact = ['grace7.lovelace7@example.com', 'grace7.lovelace7.7@example.com']
  for (const text of [...searches, ...exact]) {
    const { users: found, more } = await searchUsers(COMMAND_LINE, text)
    const result = `${found.length}${more ? ' and more' : ''}`
    await measure(`search “${text}”: ${result}`, () => searchUsers(COMMAND_LINE, text))
  }
  await measure('find one', () => findUser(COMMAND_LINE, exact[1] ?? ''))
}

async function measureActs(): Promise<void> {
  let count = 0
  const ids: UserId[] = []
  await measure('create a user', async () => {
    const email = `new${(count += 1)}@example.org`
    const result = await createUser(COMMAND_LINE, { email, name: 'New One', roles: [] })
    if (result.ok) ids.push(result.userId)
  })
  const each = (act: (choice: { userId: UserId; role: string }) => Promise<unknown>) => {
    let at = 0
    return () => act({ userId: ids[at++ % ids.length] ?? 'usr_none', role: 'support' })
  }
  await measure(
    'grant a role',
    each((choice) => grantRole(COMMAND_LINE, choice)),
  )
  await measure(
    'revoke it',
    each((choice) => revokeRole(COMMAND_LINE, choice)),
  )
  await measure(
    'disable',
    each((choice) => disableUser(COMMAND_LINE, choice)),
  )
  await measure(
    'enable',
    each((choice) => enableUser(COMMAND_LINE, choice)),
  )
  await measure(
    'delete',
    each((choice) => deleteUser(COMMAND_LINE, choice)),
  )
  await measure('list roles', () => listRoles(COMMAND_LINE))
}

async function fill(): Promise<void> {
  const isPostgres = env().databaseKind === 'postgres'
  const moment = (ms: SQL) => (isPostgres ? sql`to_timestamp(${ms} / 1000.0)` : ms)
  const created = moment(sql`(1700000000000 + i * 1000)`)
  const id = sql`'usr_' || (i * 2654435761 % 4294967296)`
  const first = sql`'grace' || (i % 977)`
  const last = sql`'lovelace' || (i % 9973)`
  const email = sql`${first} || '.' || ${last} || '.' || i || '@example.com'`
  const local = sql`${first} || '.' || ${last} || '.' || i`
  const words = [email, local, first, last, sql`i`, sql`'example.com'`, sql`'example'`, sql`'com'`]
  const never = isPostgres ? sql`cast(null as timestamptz)` : sql`null`
  const disabled = sql`case when i % 100 = 0 then ${created} else ${never} end`

  for (let from = 1; from <= SIZE; from += STEP) {
    const to = Math.min(SIZE, from + STEP - 1)
    const n = sql.raw(
      `with recursive n(i) as (select cast(${from} as bigint) union all select i + 1 from n where i < ${to})`,
    )
    await transaction({ locks: 'none' }, async () => {
      const given = { id, email, emailKey: email, name: sql`'Grace Lovelace'`, version: sql`0` }
      const row = rowOf(users, { ...given, disabledAt: disabled, createdAt: created })
      await write((db) => db.insert(users).select(sql`${n} select ${row} from n`))
      const grant = sql`'grt_' || i, ${id}, 'helper', ${created}, 'system'`
      await write((db) =>
        db.insert(roleGrants).select(sql`${n} select ${grant} from n where i % 10 = 0`),
      )
      const terms = words.map((word) => sql`select ${word} || ' ' || ${id}, ${id} from n`)
      const all = sql.join(terms, sql` union all `)
      await write((db) => db.insert(userTerms).select(sql`${n} ${all} order by 1`))
    })
  }
}

/** All columns of the table, in its order; those without a value are null. */
function rowOf(table: PgTable, values: Readonly<Record<string, SQL>>): SQL {
  const columns = Object.keys(getTableColumns(table)).map((name) => values[name] ?? sql`null`)
  return sql.join(columns, sql`, `)
}

async function print(name: string, work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now()
  await work()
  console.log(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const took: number[] = []
  for (let i = 0; i < TIMES; i += 1) {
    const startedAt = performance.now()
    await work()
    took.push(performance.now() - startedAt)
  }
  const sorted = took.sort((a, b) => a - b)
  const [median = 0, most = 0] = [sorted[TIMES / 2], sorted[TIMES - 1]]
  console.log(
    `  ${name.padEnd(48)} ${median.toFixed(1).padStart(7)} ms, at most ${most.toFixed(1)}`,
  )
}
