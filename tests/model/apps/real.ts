/** The product's own protocol, sessions and acts of administrators, which the walks compare. */
import { vi } from 'vitest'
import { inArray } from 'drizzle-orm'
import { listenToEndings, read, transaction } from '@/db/connection'
import { findGrantLife } from '@/db/queries/app-grants'
import { raiseEpoch } from '@/db/queries/installation'
import { findArtifact } from '@/db/queries/oauth-artifacts'
import { appSessions } from '@/db/tables'
import { createApp } from '@/lib/apps/create'
import { env } from '@/lib/base/env'
import type { AppGrantId, UserId } from '@/lib/base/ids'
import { artifactId } from '@/lib/oauth/artifact-id'
import { noticeAll, noticeEndingsOf, noticeExpired } from '@/lib/oauth/endings/notice'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import { CALLBACK } from '../../support/oauth-apps'
import { sessionRow } from '../../support/rows'
import { clock, newReal, restart, type Real as Users } from '../real'
import type { Model, Session } from './model'

export interface Real extends Users {
  /** Users whose endings were announced since the job last looked; null for all. */
  heard: Set<UserId | null>
  stopListening: () => void
}

export async function newRealApps(model: Model): Promise<Real> {
  setTime(model)
  const users = await newReal(model.users.length)
  for (const kind of ['web', 'browser'] as const) {
    const created = await createApp(COMMAND_LINE, {
      ...{ name: kind, kind, firstParty: true, redirectUris: [CALLBACK] },
      ...{ postLogoutRedirectUris: [], backchannelLogoutUri: null },
    })
    if (!created.ok) throw new Error(created.reason)
    const { app, secret } = created
    model.apps.push({ id: app.id, secret, version: 0, disabled: false, deleted: false })
  }
  const real: Real = { ...users, heard: new Set(), stopListening: () => undefined }
  listen(real)
  return real
}

export function userIdOf({ userIds }: Real, u: number): UserId {
  return userIds[u] ?? 'usr_none'
}

function listen(real: Real): void {
  real.stopListening = listenToEndings((userId) => real.heard.add(userId))
}

/** Nothing is known of the time before this process. */
export async function restartApps(real: Real): Promise<void> {
  real.stopListening()
  await restart()
  listen(real)
  real.heard.add(null)
}

/** The library reads the time itself. */
export function setTime(model: Model): void {
  vi.setSystemTime(clock(model))
}

/** What a browser with this session presents. */
export async function tokensOf({ id }: Session, model: Model): Promise<SessionTokens> {
  return issueTokens(await sessionRow(id), clock(model))
}

export async function grantOfCode(code: string): Promise<AppGrantId> {
  const artifact = await findArtifact(artifactId('AuthorizationCode', code))
  if (!artifact?.grantId) throw new Error('The code hangs on no grant')
  return artifact.grantId
}

export async function wasGrantEnded(id: AppGrantId): Promise<boolean> {
  const life = await findGrantLife(id)
  return life !== null && life.grant.endedAt !== null
}

export async function endEpoch(model: Model): Promise<void> {
  await transaction({ locks: 'all' }, () => raiseEpoch(clock(model)))
}

/** Does what the job does that tells applications. */
export async function noticeEndings(model: Model, real: Real): Promise<void> {
  const now = clock(model)
  // PostgreSQL announces a moment later.
  if (env().databaseKind === 'postgres' || real.heard.has(null)) await noticeAll(now)
  else for (const userId of real.heard) if (userId) await noticeEndingsOf(userId, now)
  real.heard.clear()
  await noticeExpired(now)
}

/** Whether the application is told that the session has ended, by session and application. */
export async function noticesDue({ sessions }: Model): Promise<Map<string, boolean>> {
  const ids = sessions.map(({ id }) => id)
  const rows = await read((db) =>
    db.select().from(appSessions).where(inArray(appSessions.sessionId, ids)),
  )
  const isDue = ({ endedAt, dueAt, toldAt }: (typeof rows)[number]) =>
    endedAt !== null && (dueAt !== null || toldAt !== null)
  return new Map(rows.map((row) => [`${row.sessionId} ${row.appId}`, isDue(row)]))
}
