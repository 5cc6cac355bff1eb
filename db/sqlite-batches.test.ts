import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { deleteRole } from '@/lib/permissions/custom-roles'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { deleteUser } from '@/lib/users/delete'
import { fillSearchTerms } from '@/lib/users/search-terms'
import { useFreshDatabase } from '@/tests/support/database'
import { givenSession } from '@/tests/support/people'
import { copySession, insertRole } from '@/tests/support/rows'
import { otherConnection } from '@/tests/support/sqlite'
import { BATCH } from './batches'

useFreshDatabase()

const ROWS = 30_000
/** Half of the pauses, since a timer of a millisecond may miss a short one. */
const FIRINGS = ROWS / BATCH / 2

describe('timers go on firing', () => {
  test('while a user with 30,000 sessions is deleted', async () => {
    const { userId, session } = await givenSession()
    await copySession(session.id, ROWS)
    expect(await firingsDuring(() => deleteUser(COMMAND_LINE, { userId }))).toBeGreaterThan(FIRINGS)
  })

  test('while a role of 30,000 holders is deleted', async () => {
    await insertRole('helper', [])
    const database = givenUsers()
    database.exec(
      `INSERT INTO role_grants (id, user_id, role, granted_at, granted_by)
       SELECT 'grt_' || id, id, 'helper', 0, 'system' FROM users`,
    )
    const work = () => deleteRole(COMMAND_LINE, { name: 'helper' })
    expect(await firingsDuring(work)).toBeGreaterThan(FIRINGS)
    expect(database.prepare('SELECT count(*) AS left FROM role_grants').get()).toEqual({ left: 0 })
  })

  test('while the search terms of 30,000 users are written', async () => {
    givenUsers()
    expect(await firingsDuring(fillSearchTerms)).toBeGreaterThan(FIRINGS)
  })
})

/** Users without any search terms, as an earlier version left them. */
function givenUsers() {
  const database = otherConnection()
  database.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
     INSERT INTO users (id, email, email_key, name, created_at)
     SELECT 'usr_' || i, i || '@example.com', i || '@example.com', '', i FROM n`,
  )
  return database
}

async function firingsDuring(work: () => Promise<unknown>): Promise<number> {
  await sleep(1)
  let firings = 0
  const timer = setInterval(() => (firings += 1), 1)
  await work()
  clearInterval(timer)
  return firings
}
