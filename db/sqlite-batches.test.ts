import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { deleteRole } from '@/lib/permissions/custom-roles'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { deleteUser } from '@/lib/users/delete'
import { fillSearchTerms } from '@/lib/users/search-terms'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession } from '@/tests/support/people'
import { insertRole } from '@/tests/support/rows'
import { otherConnection } from '@/tests/support/sqlite'
import { BATCH } from './batches'

useFreshDatabase()

describe('timers go on firing', () => {
  test('while a user with 30,000 sessions is deleted', async () => {
    const { userId } = await givenSession()
    givenCopies('sessions', 30_000, { id: "'ses_' || i", status_index: 'NULL' })
    await expectFirings(30_000, () => deleteUser(COMMAND_LINE, { userId }))
  })

  test('while a role of 30,000 holders is deleted', async () => {
    await insertRole('helper', [])
    const database = givenUsers(30_000)
    database.exec(
      `INSERT INTO role_grants (id, user_id, role, granted_at, granted_by)
       SELECT 'grt_' || id, id, 'helper', 0, 'system' FROM users`,
    )
    await expectFirings(30_000, () => deleteRole(COMMAND_LINE, { name: 'helper' }))
    expect(database.prepare('SELECT count(*) AS left FROM role_grants').get()).toEqual({ left: 0 })
  })

  test('while the search terms of 5,000 users are written', async () => {
    givenUsers(5000)
    await expectFirings(5000, fillSearchTerms)
  })
})

/** Users without any search terms, as an earlier version left them. */
function givenUsers(count: number) {
  const database = otherConnection()
  database.exec(
    `${upTo(count)} INSERT INTO users (id, email, email_key, name, created_at)
     SELECT 'usr_' || i, i || '@example.com', i || '@example.com', '', i FROM n`,
  )
  return database
}

/** Rows like the one that `table` holds, other than in `changed`. */
function givenCopies(table: string, count: number, changed: Record<string, string>): void {
  const database = otherConnection()
  const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all()
  const values = columns.map((name) => changed[String(name)] ?? name)
  database.exec(`${upTo(count)} INSERT INTO ${table} SELECT ${values.join(', ')} FROM n, ${table}`)
}

function upTo(count: number): string {
  return `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
}

/** A timer of a millisecond may miss a short pause, but not half of the pauses between batches. */
async function expectFirings(rows: number, work: () => Promise<unknown>): Promise<void> {
  await sleep(1)
  let firings = 0
  const timer = setInterval(() => (firings += 1), 1)
  await work()
  clearInterval(timer)
  expect(firings).toBeGreaterThan(rows / BATCH / 2)
}
