/**
 * Measures our part of a protected request as CPU time of this process, since wall-clock time
 * includes other programs and the database server. Compare only lines of the same run. Arguments
 * are sizes, 1000 and 100000 by default.
 */
import { openSync, writeSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { transaction, closeDatabase, write } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { insertPassword, insertUser } from '@/db/queries/users'
import { revokedTokens, sessions, users } from '@/db/tables'
import { newRequestId, newSessionId, newTokenId, newUserId } from '@/lib/base/ids'
import { prepareInstallation } from '@/lib/installation/prepare'
import { hashPassword } from '@/lib/passwords/hash'
import { authenticate } from '@/lib/sessions/authenticate'
import { endOwnSessions } from '@/lib/sessions/end/own'
import { logIn } from '@/lib/sessions/log-in'
import { refreshSession } from '@/lib/sessions/refresh'
import { startSession } from '@/lib/sessions/start'
import { checkAccessToken, issueTokens } from '@/lib/sessions/issue'
import { openLog } from '@/lib/telemetry/log'
import { sessionHash } from '@/lib/telemetry/mask'
import { inRequest } from '@/lib/telemetry/request-context'
import { logRequest } from '@/lib/telemetry/requests'
import { addSeconds, DAY } from '@/lib/base/time'
import { FROM, measure } from './support/measure'

const asked = process.argv.slice(2).map(Number)
const SIZES = asked.length > 0 ? asked : [1_000, 100_000]
const EMAIL = 'bench@example.com'
const PASSWORD = 'eleven lanterns over quiet harbour'
const BATCH = 500

await migrateDatabase()
await prepareInstallation()
const { session, tokens } = await givenSession()

const devNull = openSync('/dev/null', 'w')
openLog({ write: (line) => void writeSync(devNull, line) })
console.log('')
await measure('log and count', 5000, noteRequestOnce)

let filled = 0
for (const size of SIZES) {
  await fill(size - filled)
  filled = size
  console.log(`\nwith ${size} users, sessions of the one who asks, and revoked ids`)
  await measure('verify alone', 5000, () => checkAccessToken(tokens.access, 'web', new Date()))
  await measure('verify and look up', 5000, () => authenticate(tokens.access, 'web'))
  let token = tokens.refresh
  await measure('refresh', 200, async () => {
    const result = await refreshSession({ token, from: FROM })
    if (!result.ok) throw new Error(result.reason)
    token = result.tokens.refresh
  })
  tokens.refresh = token
  const replaces = { access: null, refresh: null }
  await measure('log in (with a hash)', 20, async () => {
    const attempt = { email: EMAIL, password: PASSWORD, persistent: false, from: FROM, replaces }
    if (!(await logIn(attempt)).ok) throw new Error('The log-in was refused')
  })
}
await measure('log out everywhere', 1, () => endOwnSessions(tokens, 'everywhere', FROM))
await closeDatabase()

/** Logs and counts one answered request. */
async function noteRequestOnce(): Promise<void> {
  const req = new IncomingMessage(new Socket())
  Object.assign(req, { method: 'GET', url: '/dashboard?next=%2F' })
  const res = new ServerResponse(req)
  const context = { requestId: newRequestId(), session: sessionHash(session.id) }
  inRequest(context, () => {
    logRequest(req, res, { context, client: FROM.network, isOwn: false })
    res.emit('close')
  })
}

async function givenSession() {
  const userId = newUserId()
  const now = new Date()
  const email = EMAIL
  const hash = await hashPassword(PASSWORD)
  const started = await transaction({ locks: 'all' }, async () => {
    const row = { id: userId, email, emailKey: email, name: '', version: 0, disabledAt: null }
    await insertUser({ ...row, createdAt: now })
    await insertPassword(userId, { hash, strength: null }, now)
    return startSession({ userId, version: 0, kind: 'web', persistent: true, from: FROM }, now)
  })
  return { session: started, tokens: { ...(await issueTokens(started, now)) } }
}

/** Adds `count` rows to each table that could become slow. */
async function fill(count: number): Promise<void> {
  const now = new Date()
  for (let i = 0; i < count; i += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - i) }, () => newUserId())
    await transaction({ locks: 'all' }, async () => {
      await write((db) =>
        db
          .insert(users)
          .values(rows.map((id) => ({ id, email: id, emailKey: id, name: '', createdAt: now }))),
      )
      await write((db) =>
        db
          .insert(sessions)
          .values(rows.map(() => ({ ...session, id: newSessionId(), statusIndex: null }))),
      )
      await write((db) =>
        db.insert(revokedTokens).values(
          rows.map((userId) => ({
            id: newTokenId(),
            userId,
            revokedAt: now,
            expiresAt: addSeconds(now, DAY),
          })),
        ),
      )
    })
  }
}
