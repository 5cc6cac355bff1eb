/**
 * Measures what applications cost: the CPU time of this process for each request of the protocol,
 * with few applications and grants, and then with very many, in one run. Arguments are the
 * numbers of applications and of grants, 1000 and 1000000 by default.
 */
import { and, eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { closeDatabase, read, transaction, write } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { insertUser } from '@/db/queries/users'
import { appGrants, apps, appSessions, oauthArtifacts, sessions, users } from '@/db/tables'
import { createApp } from '@/lib/apps/create'
import type { AppInput } from '@/lib/apps/entered'
import { newUserId, type UserId } from '@/lib/base/ids'
import { prepareInstallation } from '@/lib/installation/prepare'
import { noticeEndingsOf } from '@/lib/oauth/endings/notice'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import {
  authorise,
  credentials,
  exchange,
  isActive,
  isWelcome,
  refreshGrant,
  type Requester,
} from '@/tests/support/app-requests'
import { CALLBACK } from '@/tests/support/oauth-apps'
import type { Answer } from '@/tests/support/protocol'
import { FROM, measure } from './support/measure'

const [APPS = 1000, GRANTS = 1_000_000] = process.argv.slice(2).map(Number)
/** Grants of one session. */
const OWN = 10
/** Sessions and grants per statement, which a server aborts after some seconds. */
const STEP = 10_000
const TIMES = 300
const ENDINGS = 50

await migrateDatabase()
await prepareInstallation()
const userId = await givenUser()
/** Of the user: how often all sessions were ended. */
let version = 0
const web = await givenApp({ kind: 'web' })
const spa = await givenApp({ kind: 'browser' })
const machine = await givenApp({ kind: 'machine', redirectUris: [], resources: ['orders'] })

await measureAll('one of each kind of application, to warm up')
const few = await measureAll('one of each kind of application, and some grants')
await fill()
const many = await measureAll(`${APPS} applications and ${GRANTS} grants`)

console.log('\nmany ÷ few')
for (const [name, before] of few) {
  console.log(`  ${name.padEnd(28)} ${((many.get(name) ?? 0) / before).toFixed(2)}`)
}
await closeDatabase()

/** @returns the CPU time of each request, in microseconds */
async function measureAll(title: string): Promise<Map<string, number>> {
  console.log(`\nwith ${title}`)
  const tokens = await signedIn()
  const figures = new Map<string, number>()
  const note = async (name: string, times: number, work: () => Promise<unknown>) =>
    void figures.set(name, await measure(name, times, work))

  const codes: string[] = []
  await note('authorise', TIMES, async () => codes.push(got(await authorise(web, tokens))))
  await note('exchange a code', TIMES, async () => tokensIn(await exchange(web, codes.pop() ?? '')))
  const held = await tokensFor(web, tokens)
  const access = String(held.access_token)
  const kept = String(held.refresh_token)
  await note('refresh', TIMES, async () => tokensIn(await refreshGrant(web, kept)))
  let rotating = await tokensFor(spa, tokens)
  await note('refresh, by rotation', TIMES, async () => {
    rotating = tokensIn(await refreshGrant(spa, String(rotating.refresh_token)))
  })
  const ask = async () => tokensIn(await credentials(machine))
  await note('client credentials', TIMES, ask)
  const jwt = String((await ask()).access_token)
  await note('userinfo', TIMES, async () => got((await isWelcome(access)) || null))
  await note('introspect', TIMES, async () => got((await isActive(web, access)) || null))
  await note('introspect, of a service', TIMES, async () =>
    got((await isActive(machine, jwt)) || null),
  )
  const ending = await sessionsInTurn(2 * ENDINGS)
  const end = async () => {
    const next = ending.shift()
    got((next && (await endOwnSessions(next, 'everywhere', FROM))) || null)
    version += 1
  }
  await note('log out everywhere', ENDINGS, end)
  await note('… and find whom to tell', ENDINGS, async () => {
    await tokensFor(web, ending[0] ?? tokens)
    await end()
    await noticeEndingsOf(userId, new Date())
  })
  return figures
}

async function givenUser(): Promise<UserId> {
  const id = newUserId()
  const row = { id, email: 'bench@example.com', emailKey: 'bench@example.com', name: 'Bench' }
  await transaction({ locks: 'all' }, () =>
    insertUser({ ...row, version: 0, disabledAt: null, createdAt: new Date() }),
  )
  return id
}

async function givenApp(input: Pick<AppInput, 'kind'> & Partial<AppInput>): Promise<Requester> {
  const created = await createApp(COMMAND_LINE, {
    ...{ name: input.kind, firstParty: true, redirectUris: [CALLBACK] },
    ...{ postLogoutRedirectUris: [], backchannelLogoutUri: null },
    ...input,
  })
  if (!created.ok) throw new Error(created.reason)
  return { id: created.app.id, secret: created.secret }
}

/** Sessions of which each lives once those before it were ended. */
async function sessionsInTurn(count: number): Promise<SessionTokens[]> {
  const all: SessionTokens[] = []
  for (let i = 0; i < count; i += 1) all.push(await signedIn(version + i))
  return all
}

async function signedIn(at = version): Promise<SessionTokens> {
  const now = new Date()
  const session = await transaction({ locks: 'all' }, () =>
    startSession({ userId, version: at, kind: 'web', persistent: true, from: FROM }, now),
  )
  return issueTokens(session, now)
}

/** @throws if what should come was refused */
function got<T>(what: T | null): T {
  if (what === null) throw new Error('A request was refused')
  return what
}

async function tokensFor(client: Requester, tokens: SessionTokens): Promise<Answer['json']> {
  return tokensIn(await exchange(client, got(await authorise(client, tokens))))
}

function tokensIn({ status, json }: Answer): Answer['json'] {
  return got(status === 200 ? json : null)
}

/** Copies the rows of one log-in to one application, for very many users and applications. */
async function fill(): Promise<void> {
  const startedAt = performance.now()
  const tokens = await signedIn()
  await tokensFor(web, tokens)
  const { sessionId } = tokens
  const app = eq(apps.name, 'web')
  const user = eq(users.id, userId)
  const session = eq(sessions.id, sessionId)
  const grant = eq(appGrants.sessionId, sessionId)
  const part = eq(appSessions.sessionId, sessionId)
  const [row] = await read((db) => db.select({ id: appGrants.id }).from(appGrants).where(grant))
  if (!row) throw new Error('There is no grant to copy')
  const token = and(eq(oauthArtifacts.grantId, row.id), eq(oauthArtifacts.model, 'RefreshToken'))

  const [i, ij] = [(name: string) => sql`${sql.raw(`'${name}_'`)} || i`, sql`i || '_' || j`]
  await copy(apps, app, [1, APPS], { id: i('app') })
  const sessionsNeeded = Math.ceil((GRANTS - APPS) / OWN)
  for (let from = 1; from <= sessionsNeeded; from += STEP) {
    const range = [from, Math.min(sessionsNeeded, from + STEP - 1)] as const
    await copy(users, user, range, { id: i('usr'), email: i('usr'), emailKey: i('usr') })
    const whose = { userId: i('usr'), sessionId: i('ses') }
    await copy(sessions, session, range, { ...whose, id: i('ses'), statusIndex: sql`null` })
    const of = {
      ...whose,
      appId: sql`'app_' || (1 + (i * ${sql.raw(`${OWN}`)} + j) % ${sql.raw(`${APPS}`)})`,
    }
    await copy(appGrants, grant, range, { ...of, id: ij }, OWN)
    await copy(appSessions, part, range, { ...of, sid: ij }, OWN)
    await copy(oauthArtifacts, token, range, { id: ij, grantId: ij }, OWN)
  }
  // The user who asks has something at each application, too.
  await copy(appGrants, grant, [1, APPS], { appId: i('app'), id: i('own') })
  await copy(appSessions, part, [1, APPS], { appId: i('app'), sid: i('own') })
  console.log(`\nfilled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`)
}

/** Copies one row for each `i` of the range and each `j` of `times`, with other values in some columns. */
async function copy(
  table: PgTable,
  which: SQL | undefined,
  [from, to]: readonly [number, number],
  values: Readonly<Record<string, SQL>>,
  times = 1,
): Promise<void> {
  const all = Object.entries(getTableColumns(table))
  const columns = all.map(([name, column]) => values[name] ?? sql`${column}`)
  const series = sql.raw(
    `with recursive n(i) as (select cast(${from} as bigint) union all select i + 1 from n where i < ${to}),
     m(j) as (select 1 union all select j + 1 from m where j < ${times})`,
  )
  const rows = sql`${series} select ${sql.join(columns, sql`, `)} from n, m, ${table} where ${which}`
  await transaction({ locks: 'all' }, () => write((db) => db.insert(table).select(rows)))
}
