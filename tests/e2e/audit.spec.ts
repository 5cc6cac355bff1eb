import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask } from '../support/http'
import { givenRole } from '../support/people'
import { logInDevice } from '../support/api'
import { eventsOf, userIdOf } from '../support/rows'
import { startServer } from '../support/server'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

const EXPORT = '/admin/audit/export'

test('only users with the permission to read the audit log can export it', async ({
  server,
  person,
}) => {
  const { access } = await tokensFor(person)
  const get = (query: string, cookie?: string) =>
    ask(`${server.origin}${EXPORT}${query}`, { headers: cookie ? { cookie } : {} })
  expect((await get('')).location).toMatch(/^\/login\?/)
  const userId = await userIdOf(person.email)
  const exports = async () =>
    (await eventsOf('audit_exported')).filter(({ actorId }) => actorId === userId)
  expect((await get('', cookieHeader({ access }))).status).toBe(403)
  expect(await exports()).toEqual([])

  await givenRole(userId, 'auditor')
  const all = await get('', cookieHeader({ access }))
  expect(all.status).toBe(200)
  expect(all.headers['content-type']).toBe('application/jsonl; charset=utf-8')
  expect(all.headers['content-disposition']).toMatch(/^attachment; filename="audit-[\d-]+.jsonl"$/)
  expect(all.headers['cache-control']).toContain('no-store')
  const lines = all.body.trimEnd().split('\n')
  const types = lines.map((line) => (JSON.parse(line) as { type: string }).type)
  expect(types).toContain('session_created')
  expect(all.body).not.toContain('ses_')

  const some = await get('?format=csv&type=user_created', cookieHeader({ access }))
  expect(some.headers['content-type']).toBe('text/csv; charset=utf-8')
  const rows = some.body.trimEnd().split('\r\n')
  expect(rows[0]).toMatch(/^sequence,id,type,at,/)
  expect(rows.slice(1).every((row) => row.includes(',user_created,'))).toBe(true)
  expect(await exports()).toHaveLength(2)
})

test('a server seals events, and signs all of them when it stops', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-audit-'))
  const server = await startServer({ folder })
  try {
    await shareDatabase(server)
    await logInDevice(server.origin, await givenPerson())
    await expect
      .poll(async () => (await eventsOf('authn_login_success'))[0]?.sequence, { timeout: 30_000 })
      .toBeGreaterThan(0)
    const stopped = await server.stop({ keep: true })
    expect(stopped).toBe(0)
    const database = new Database(server.databaseFile, { readonly: true })
    const last = 'SELECT max(sequence) AS last, count(*) - count(sequence) AS open FROM'
    const events = database.prepare(`${last} security_events`).get()
    const signed = database.prepare('SELECT max(sequence) AS last FROM audit_checkpoints').get()
    const presence = `SELECT type, process FROM (SELECT type, sequence,
      details ->> 'process' AS process FROM security_events WHERE type LIKE 'sys_%') ORDER BY sequence`
    const came = database.prepare(presence).all()
    database.close()
    const process = server.pid
    expect(came).toEqual([
      { type: 'sys_startup', process },
      { type: 'sys_shutdown', process },
    ])
    expect(events).toMatchObject({ open: 0, ...(signed as object) })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
