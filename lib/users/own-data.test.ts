import { readFileSync } from 'node:fs'
import { getTableColumns } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { sqliteDialect } from '@/db/schema/dialects'
import { tablesOf } from '@/db/schema/tables'
import { sealEvents } from '@/lib/audit/seal'
import { reportReuse } from '@/lib/incidents/report'
import { grantRole } from '@/lib/permissions/grant'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, NO_TOKENS, PASSWORD } from '@/tests/support/accounts'
import { givenApp, givenPart } from '@/tests/support/app-sessions'
import { givenEvents } from '@/tests/support/audit'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, mailAll } from '@/tests/support/mailbox'
import { otherProgram } from '@/tests/support/other-program'
import { at, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { eventsOf, oneTimeRows, passwordHashes, sessionRow } from '@/tests/support/rows'
import { exportOwnData } from './own-data'
import { LEFT_OUT, OWN_DATA_FIELDS } from './own-data-fields'
import { createResetLink } from './reset-link'

useFreshDatabase()

const ADA = 'ada@example.com'

type File = Record<string, Record<string, unknown>[]> & {
  account: Record<string, unknown>
  password: Record<string, unknown> | null
}

async function piecesFor(actor: Parameters<typeof exportOwnData>[0]): Promise<string[]> {
  const found = await exportOwnData(actor, PHONE, at(60))
  if (!found) throw new Error('There is no such user')
  const pieces: string[] = []
  for await (const piece of found) pieces.push(piece)
  return pieces
}

async function fileFor(actor: Parameters<typeof exportOwnData>[0]) {
  const text = (await piecesFor(actor)).join('')
  return { text, file: JSON.parse(text) as File }
}

describe('the file with the data of a user', () => {
  test('has everything that is stored about the user, and no secret', async () => {
    await givenMailServer()
    const tokens = await givenAccount({ email: ADA, deviceSecret: 'a secret of this browser' })
    const { userId, sessionId } = tokens
    await grantRole(COMMAND_LINE, { userId, role: 'auditor' })
    await logIn(
      { email: ADA, password: PASSWORD, persistent: false, from: PHONE, replaces: NO_TOKENS },
      at(10),
    )
    await mailAll(new Date())
    await createResetLink(COMMAND_LINE, { userId }, LAPTOP, at(20))
    const session = await sessionRow(sessionId)
    await transaction({ locks: 'all' }, () => reportReuse(session, 0, PHONE, at(30)))
    const sid = await givenPart(session, await givenApp({ id: 'app_harbour' }))
    await otherProgram(
      `INSERT INTO former_addresses (id, user_id, email, email_key, left_at)
       SELECT 'adr_1', id, 'before@example.com', 'before@example.com', created_at FROM users`,
    )

    const { text, file } = await fileFor({ userId, sessionId })
    expect(file.account).toMatchObject({
      ...{ id: userId, email: ADA, name: 'Ada', created_at: NOW.toISOString() },
      deletion_due_at: null,
    })
    expect(file.password).toEqual({ changed_at: NOW.toISOString(), strength: 4 })
    expect(file.roles).toMatchObject([{ role: 'auditor', granted_by: 'command-line' }])
    expect(file.sessions).toHaveLength(2)
    expect(file.sessions?.[1]).toMatchObject({
      ...{ id: sessionId, created_network: LAPTOP.network, browser: 'Chrome', amr: ['pwd'] },
    })
    expect(file.known_devices).toMatchObject([{ granted_by: 'log-in', browser: 'Chrome' }])
    expect(file.former_addresses).toMatchObject([{ email: 'before@example.com' }])
    expect(file.incidents).toMatchObject([{ session_id: sessionId, came_network: PHONE.network }])
    expect(file.app_consents).toEqual([])
    expect(file.app_grants).toMatchObject([
      { app_id: 'app_harbour', session_id: sessionId, payload: { openid: { scope: 'openid' } } },
    ])
    expect(file.app_sessions).toMatchObject([{ sid, app_id: 'app_harbour', told_at: null }])
    expect(file.links?.map(({ purpose }) => purpose)).toContain('password-reset')
    expect(file.mails?.map(({ kind }) => kind)).toContain('roles-changed')
    expect(file.events?.map(({ type }) => type)).toContain('user_created')
    expect(await eventsOf('user_data_exported')).toMatchObject([{ userId, network: PHONE.network }])

    const sealed = await otherProgram('SELECT sealed, secret_hash FROM mails, known_devices')
    const secrets = [
      ...(await passwordHashes()),
      ...(await oneTimeRows()).map(({ hash }) => hash),
      ...sealed.flatMap(({ sealed: mail, secret_hash: device }) => [mail, device]),
      ...[tokens.access, tokens.refresh],
    ]
    expect(secrets.length).toBeGreaterThan(5)
    for (const secret of secrets) if (secret) expect(text).not.toContain(String(secret))
  })

  test('names other users by their ids alone, and says nothing of where they were', async () => {
    const { userId, sessionId } = await givenAccount({ email: ADA })
    const bob = await givenUser('bob@example.com')
    const personal = { email: 'bob@example.com' }
    await givenEvents(1, { userId, actorId: bob, from: PHONE, type: 'user_disabled', personal })
    await givenEvents(1, { userId: bob, actorId: userId, type: 'user_enabled', personal })
    await givenEvents(1, { userId: bob, actorId: bob, from: PHONE })
    await sealEvents()
    const { text, file } = await fileFor({ userId, sessionId })
    const disabled = file.events?.find(({ type }) => type === 'user_disabled')
    expect(disabled).toMatchObject({ actor_id: bob, network: null, personal_details: null })
    expect(file.acts_on_others).toMatchObject([
      { type: 'user_enabled', user_id: bob, network: LAPTOP.network, personal_details: null },
    ])
    expect(text).not.toContain('bob@example.com')
  })

  test('is read in pieces, however much there is', async () => {
    const { userId, sessionId } = await givenAccount({ email: ADA })
    await givenEvents(1700, { userId })
    const pieces = await piecesFor({ userId, sessionId })
    const file = JSON.parse(pieces.join('')) as File
    const ids = file.events?.map(({ id }) => id)
    expect(new Set(ids).size).toBeGreaterThan(1700)
    expect(ids).toHaveLength(new Set(ids).size)
    const rows = pieces.map((piece) => piece.split('\n').length)
    expect(Math.max(...rows)).toBeLessThan(600)
  })

  test('exists for no user who is gone', async () => {
    const ids = { userId: 'usr_nobody', sessionId: 'ses_none' } as const
    expect(await exportOwnData(ids, PHONE)).toBeNull()
    expect(await eventsOf('user_data_exported')).toEqual([])
  })
})

describe('every column about a user', () => {
  const tables = Object.entries(tablesOf(sqliteDialect)).map(
    ([name, table]) => [name, getTableColumns(table)] as const,
  )
  const personal = tables.filter(
    ([name, columns]) =>
      name === 'users' || Object.values(columns).some((column) => column.name === 'user_id'),
  )

  test('is in the file, or left out for a reason', () => {
    const decided: Record<string, object> = OWN_DATA_FIELDS
    const undecided = personal.flatMap(([name, columns]) =>
      name in LEFT_OUT
        ? []
        : Object.keys(columns)
            .filter((column) => !(column in (decided[name] ?? {})))
            .map((column) => `${name}.${column}`),
    )
    expect(personal.length).toBeGreaterThan(10)
    expect(undecided).toEqual([])
  })

  test('is described in docs/privacy.md if the file has it', () => {
    const page = readFileSync('docs/privacy.md', 'utf8')
    const missing = tables.flatMap(([name, columns]) =>
      Object.entries((OWN_DATA_FIELDS as Record<string, Record<string, string>>)[name] ?? {})
        .filter(([, decision]) => decision === 'told')
        .map(([column]) => (columns as Record<string, { name: string }>)[column]?.name ?? column)
        .filter((column) => !page.includes(`\`${column}\``)),
    )
    expect(missing).toEqual([])
  })
})
