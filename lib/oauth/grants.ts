/** What an application may do in a user's name, and who allowed it. */
import type { AdapterPayload } from 'oidc-provider'
import { lockOf, transaction } from '@/db/connection'
import {
  endGrant,
  findConsent,
  findGrantOf,
  insertGrant,
  updateGrantPayload,
  type AppGrantRecord,
} from '@/db/queries/app-grants'
import { findApp, type AppRecord } from '@/db/queries/apps'
import { allocateStatusIndex } from '@/db/queries/installation'
import { findSession } from '@/db/queries/session-lookups'
import type { SessionRecord } from '@/db/queries/sessions'
import type { AppGrantId, AppId } from '@/lib/base/ids'
import { earliest } from '@/lib/base/time'
import { Unavailable } from '@/lib/base/unavailable'
import { byOwner, recordEvent } from '@/lib/events/record'
import { reportAppReuse } from '@/lib/incidents/report'
import { currentOAuthRequest } from './browser-session'
import { textList } from './text-list'

/**
 * What the application may have without asking, scopes and services (`consentAt`): everything for one
 * of the house, else what the user allowed before.
 */
export async function allowedOf(
  app: AppRecord,
  userId: AppGrantRecord['userId'],
): Promise<(consent: string) => boolean> {
  if (app.firstParty) return () => true
  const consent = await findConsent(userId, app.id)
  const allowed = new Set(consent ? textList(consent.scopes) : [])
  return (consent) => allowed.has(consent)
}

/** The grant of this session and application; an id for a new one where there is none. */
export async function grantIdFor(appId: AppId, offline: boolean): Promise<AppGrantId | null> {
  const { signedIn } = currentOAuthRequest()
  if (!signedIn) return null
  return (await findGrantOf(signedIn.session.id, appId, offline))?.id ?? null
}

/** Writes the grant of the current request's session, or what changed of it. */
export async function saveGrant(
  id: AppGrantId,
  payload: AdapterPayload,
  expiresAt: Date,
): Promise<void> {
  const { signedIn } = currentOAuthRequest()
  const json = JSON.stringify({ ...payload, jti: undefined })
  if (!signedIn) throw new Error('A grant was saved without its user')
  const { session } = signedIn
  const now = new Date()
  await transaction({ locks: lockOf(session.userId) }, async () => {
    if (await updateGrantPayload(id, json)) return
    const app = await findApp(payload.clientId as AppId)
    const allocated = await allocateStatusIndex()
    if (!app || !allocated) throw new Unavailable('The application')
    const offline = isOffline(payload)
    await insertGrant({
      id,
      userId: session.userId,
      appId: app.id,
      sessionId: session.id,
      offline,
      version: session.version,
      epoch: session.epoch,
      appVersion: app.version,
      payload: json,
      statusIndex: allocated.statusIndex,
      statusUntil: null,
      confirmedAt: null,
      createdAt: now,
      lastUsedAt: now,
      endedAt: null,
      // One that does not outlive its session need not be kept for longer.
      expiresAt: offline ? expiresAt : earliest(expiresAt, session.expiresAt),
    })
    if (scopeOf(payload) !== '') await recordLogIn(session, app.id, now)
  })
}

/** Nobody is asked about it: for what the user allows there is an event of its own. */
async function recordLogIn(session: SessionRecord, app: AppId, now: Date): Promise<void> {
  const { id: sessionId, userId, network, browser, system, device } = session
  const from = { network, browser, system, device }
  const event = { type: 'app_login', ...byOwner(userId), sessionId, from } as const
  await recordEvent({ ...event, details: { app } }, now)
}

/** Ends the grant. If a copy of one of its tokens was used, the user reads of it. */
export async function revokeGrant(id: AppGrantId, now = new Date()): Promise<void> {
  const { isReuse, from } = currentOAuthRequest()
  await transaction({ locks: 'none' }, async () => {
    const ended = await endGrant(id, now)
    if (!ended || !isReuse) return
    await reportAppReuse(ended, await findSession(ended.sessionId), from, now)
  })
}

/** True for a grant that outlives the session that gave it. */
function isOffline(payload: AdapterPayload): boolean {
  return scopeOf(payload).split(' ').includes('offline_access')
}

function scopeOf({ openid }: AdapterPayload): string {
  return (openid as { scope?: string } | undefined)?.scope ?? ''
}
