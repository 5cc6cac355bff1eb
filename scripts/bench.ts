/**
 * Measures our part of a protected request: CPU time, since the clock on the wall also counts what
 * else the machine does. Compare the lines of one run with each other.
 */
import { transaction, closeDatabase, write } from '@/db/connection'
import { migrateDatabase } from '@/db/migrate'
import { insertUser } from '@/db/queries/users'
import { revokedTokens, sessions, users } from '@/db/tables'
import { newSessionId, newTokenId, newUserId } from '@/lib/ids'
import { prepareInstallation } from '@/lib/installation/prepare'
import { authenticate } from '@/lib/sessions/authenticate'
import { endSessions } from '@/lib/sessions/end'
import { refreshSession } from '@/lib/sessions/refresh'
import { startSession } from '@/lib/sessions/start'
import { checkAccessToken, issueTokens } from '@/lib/sessions/tokens'
import { after, DAY } from '@/lib/time'

const FROM = {
  network: '192.0.2.1',
  browser: 'Chrome',
  system: 'macOS',
  device: 'desktop',
} as const
const SIZES = [1_000, 100_000]
const BATCH = 500

await migrateDatabase()
await prepareInstallation()
const { session, tokens } = await givenSession()

let filled = 0
for (const size of SIZES) {
  await fill(size - filled)
  filled = size
  console.log(`\nwith ${size} users, sessions of the one who asks, and revoked ids (CPU time)`)
  await measure('verify alone', 5000, () => checkAccessToken(tokens.access, 'web', new Date()))
  await measure('verify and look up', 5000, () => authenticate(tokens.access, 'web'))
  let token = tokens.refresh
  await measure('refresh', 200, async () => {
    const result = await refreshSession({ token, from: FROM })
    if (!result.ok) throw new Error(result.reason)
    token = result.tokens.refresh
  })
  tokens.refresh = token
}
await measure('log out everywhere', 1, () => endSessions(tokens, 'everywhere', FROM))
await closeDatabase()

async function givenSession() {
  const userId = newUserId()
  const now = new Date()
  const email = 'bench@example.com'
  const started = await transaction(async () => {
    const row = { id: userId, email, emailKey: email, name: '', version: 0, disabledAt: null }
    await insertUser({ ...row, createdAt: now })
    return startSession({ userId, version: 0, kind: 'web', persistent: true, from: FROM }, now)
  })
  return { session: started, tokens: { ...(await issueTokens(started, now)) } }
}

/** Adds as many rows to each table that could grow slow. */
async function fill(count: number): Promise<void> {
  const now = new Date()
  for (let i = 0; i < count; i += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - i) }, () => newUserId())
    await transaction(async () => {
      await write((db) =>
        db
          .insert(users)
          .values(rows.map((id) => ({ id, email: id, emailKey: id, name: '', createdAt: now }))),
      )
      await write((db) =>
        db.insert(sessions).values(rows.map(() => ({ ...session, id: newSessionId() }))),
      )
      await write((db) =>
        db.insert(revokedTokens).values(
          rows.map((userId) => ({
            id: newTokenId(),
            userId,
            revokedAt: now,
            expiresAt: after(now, DAY),
          })),
        ),
      )
    })
  }
}

/** Prints the median CPU time of one call, over ten rounds of `times` calls. */
async function measure(name: string, times: number, work: () => Promise<unknown>): Promise<void> {
  const perCall: number[] = []
  for (let round = 0; round < (times === 1 ? 1 : 10); round += 1) {
    const before = process.cpuUsage()
    for (let i = 0; i < Math.ceil(times / 10); i += 1) await work()
    const { user, system } = process.cpuUsage(before)
    perCall.push((user + system) / Math.ceil(times / 10))
  }
  const median = perCall.sort((a, b) => a - b)[Math.floor(perCall.length / 2)] ?? 0
  console.log(`  ${name.padEnd(20)} ${median.toFixed(0).padStart(7)} µs`)
}
