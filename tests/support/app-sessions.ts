/** Applications that take part in sessions, without the conversation that leads there. */
import { desc, eq } from 'drizzle-orm'
import { read, transaction, write } from '@/db/connection'
import { insertGrant, type AppGrantRecord } from '@/db/queries/app-grants'
import { upsertAppSession } from '@/db/queries/app-sessions'
import { insertApp, type AppRecord } from '@/db/queries/apps'
import type { SessionRecord } from '@/db/queries/sessions'
import { appGrants, apps, appSessions, oauthArtifacts } from '@/db/tables'
import { newAppGrantId, newAppId, type AppId } from '@/lib/base/ids'
import { addSeconds, DAY, earliest, MINUTE } from '@/lib/base/time'
import { NOW } from './people'

export async function givenApp(options: Partial<AppRecord> = {}): Promise<AppRecord> {
  const app: AppRecord = {
    id: newAppId(),
    name: 'Harbour log',
    kind: 'web',
    firstParty: false,
    redirectUris: '["http://localhost:4000/callback"]',
    postLogoutRedirectUris: '["http://localhost:4000/bye"]',
    backchannelLogoutUri: null,
    jwks: null,
    resources: '[]',
    roles: null,
    scopes: null,
    idTokenAlg: null,
    requirePkce: true,
    version: 0,
    endedAt: null,
    statusIndex: null,
    disabledAt: null,
    createdAt: NOW,
    createdBy: 'command-line',
    ...options,
  }
  await transaction({ locks: 'none' }, () => insertApp(app))
  return app
}

/** Lets the application take part in the session, with a grant of it. @returns its `sid` */
export async function givenPart(
  session: SessionRecord,
  app: Pick<AppRecord, 'id' | 'version'>,
  { now = session.createdAt, ...grant }: Partial<AppGrantRecord> & { now?: Date } = {},
): Promise<string> {
  const { id: sessionId, userId, version, epoch, idleExpiresAt, expiresAt } = session
  const sid = `sid ${sessionId} ${app.id}`
  const dueAt = earliest(idleExpiresAt, expiresAt)
  await transaction({ locks: 'none' }, async () => {
    await insertGrant({
      ...{ id: newAppGrantId(), userId, appId: app.id, sessionId, offline: false },
      ...{ version, epoch, appVersion: app.version, payload: '{"openid":{"scope":"openid"}}' },
      ...{
        statusIndex: null,
        statusUntil: null,
        confirmedAt: null,
        createdAt: now,
        lastUsedAt: now,
        endedAt: null,
      },
      expiresAt: addSeconds(now, 366 * DAY),
      ...grant,
    })
    await upsertAppSession({ sid, sessionId, userId, appId: app.id, startedAt: now, dueAt })
  })
  return sid
}

export async function appSessionRow(sid: string) {
  const [row] = await read((db) => db.select().from(appSessions).where(eq(appSessions.sid, sid)))
  if (!row) throw new Error(`There is no ${sid}`)
  return row
}

export async function changeApp(id: AppId, change: Partial<AppRecord>): Promise<void> {
  await transaction({ locks: 'none' }, () =>
    write((db) => db.update(apps).set(change).where(eq(apps.id, id))),
  )
}

/** Newest first. */
export async function grantRows() {
  return read((db) => db.select().from(appGrants).orderBy(desc(appGrants.createdAt)))
}

export async function appSessionRows() {
  return read((db) => db.select().from(appSessions))
}

/** Lets codes and tokens have been made a minute earlier. */
export async function olderByMinute(): Promise<void> {
  const rows = await read((db) => db.select().from(oauthArtifacts))
  await transaction({ locks: 'none' }, async () => {
    for (const { id, createdAt } of rows) {
      const earlier = { createdAt: addSeconds(createdAt, -MINUTE) }
      await write((db) => db.update(oauthArtifacts).set(earlier).where(eq(oauthArtifacts.id, id)))
    }
  })
}
