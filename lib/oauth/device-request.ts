/** A device that asks for access by a code its user types. @see RFC 8628 §3.3 */
import { timingSafeEqual } from 'node:crypto'
import { lockOf, transaction } from '@/db/connection'
import { insertGrant } from '@/db/queries/app-grants'
import { findApp, type AppRecord } from '@/db/queries/apps'
import { allocateStatusIndex } from '@/db/queries/installation'
import {
  answerArtifact,
  findArtifact,
  findArtifactByUserCode,
  type ArtifactRecord,
} from '@/db/queries/oauth-artifacts'
import { mayUseApp } from '@/lib/apps/roles'
import { isAppId, newAppGrantId, type SessionId } from '@/lib/base/ids'
import { parseJson } from '@/lib/base/json'
import { addSeconds, fromNumericDate, toNumericDate } from '@/lib/base/time'
import { Unavailable } from '@/lib/base/unavailable'
import type { SeenFrom } from '@/lib/events/events'
import type { Actor } from '@/lib/sessions/authenticate'
import { acrOf } from '@/lib/tokens/acr'
import { allowedScopes } from './allowed-scopes'
import { hashOf } from './artifact-id'
import { appsKey, deviceProof } from './browser-session'
import { rememberConsent } from './consents'
import { GRANT_LIFE } from './living'
import { servicesOf } from './resource-servers'
import { isOffered, type Scope } from './scopes'
import { askedServices, indicatorOf, type AskedService } from './services'

const MODEL = 'DeviceCode'

/** What the library stores of a device code, as far as we read it. */
interface Stored {
  clientId: string
  iat: number
  params: { scope?: string; resource?: string | string[]; ui_locales?: string }
  deviceInfo?: { network?: string }
  accountId?: string
  error?: string
}

export interface DeviceRequest {
  /** Names it in the address of our page, for the session that typed its code alone. */
  readonly id: string
  readonly app: AppRecord
  readonly scopes: readonly Scope[]
  readonly services: readonly AskedService[]
  /** Where the device asked from, and when. */
  readonly network: string | null
  readonly askedAt: Date
  readonly row: ArtifactRecord
}

/** The id of the request with this code; null if there is none that waits. @throws Unavailable */
export async function findDeviceByCode(
  { sessionId }: Pick<Actor, 'sessionId'>,
  typed: string,
  now = new Date(),
): Promise<string | null> {
  const row = await findArtifactByUserCode(hashOf(normalized(typed)))
  if (!row || !waitingIn(row, now)) return null
  return idFor(row.id, sessionId)
}

/** Letters without case, and nothing of how a user separates them. */
function normalized(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z]/g, '')
}

/** Null when it was answered or has expired, or this session did not type its code. */
export async function findDeviceRequest(
  { sessionId }: Pick<Actor, 'sessionId'>,
  id: string,
  now = new Date(),
): Promise<DeviceRequest | null> {
  const [rowId = ''] = id.split('.', 1)
  if (!isSame(id, await idFor(rowId, sessionId))) return null
  const row = await findArtifact(rowId)
  const stored = row && waitingIn(row, now)
  const app = stored && isAppId(stored.clientId) ? await findApp(stored.clientId) : null
  if (!row || !stored || !app || app.disabledAt !== null) return null
  const { params, deviceInfo, iat } = stored
  return {
    id,
    app,
    scopes: (params.scope ?? '').split(' ').filter(isOffered),
    services: askedServices(params, servicesOf(app), allowedScopes(app)),
    network: deviceInfo?.network ?? null,
    askedAt: fromNumericDate(iat),
    row,
  }
}

/** The languages that the device with this request asks for; empty if it named none. */
export async function localesOfDevice(id: string): Promise<string> {
  const [rowId = ''] = id.split('.', 1)
  const row = await findArtifact(rowId)
  return row?.model === MODEL ? (stored(row).params.ui_locales ?? '') : ''
}

async function idFor(rowId: string, sessionId: SessionId): Promise<string> {
  return `${rowId}.${deviceProof(rowId, sessionId, await appsKey())}`
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** What is stored of a code that nobody answered yet. */
function waitingIn({ model, payload, expiresAt }: ArtifactRecord, now: Date): Stored | null {
  if (model !== MODEL || expiresAt <= now) return null
  // Safe: the library wrote it, and tests/oauth/contract.test.ts compares its members.
  const stored = parseJson(payload) as Stored
  return stored.accountId === undefined && stored.error === undefined ? stored : null
}

/** `not-yours`: the application is for users with certain roles. `gone`: it was answered before. */
export type DeviceAnswer = { ok: true } | { ok: false; reason: 'gone' | 'not-yours' }

/**
 * Gives the device a grant of its own, which lives until its user ends it or everything.
 *
 * @throws Unavailable
 */
export async function allowDevice(
  actor: Actor,
  request: DeviceRequest,
  from: SeenFrom,
  now = new Date(),
): Promise<DeviceAnswer> {
  const { app, row } = request
  if (!(await mayUseApp(app, actor.userId))) return { ok: false, reason: 'not-yours' }
  return transaction({ locks: lockOf(actor.userId) }, async () => {
    const allocated = await allocateStatusIndex()
    if (!allocated) throw new Unavailable('The installation')
    const id = newAppGrantId()
    const answer = JSON.stringify({ ...stored(row), ...answerFor(actor, request), grantId: id })
    if (!(await answerArtifact(row, answer, id))) return { ok: false, reason: 'gone' }
    const expiresAt = addSeconds(now, GRANT_LIFE)
    await insertGrant({
      id,
      userId: actor.userId,
      appId: app.id,
      // Of its own, since one session may allow several devices.
      sessionId: id as unknown as SessionId,
      offline: true,
      version: actor.userVersion,
      epoch: allocated.epoch,
      appVersion: app.version,
      payload: JSON.stringify(grantOf(actor, request, { now, expiresAt })),
      statusIndex: allocated.statusIndex,
      statusUntil: null,
      confirmedAt: null,
      createdAt: now,
      lastUsedAt: now,
      endedAt: null,
      expiresAt,
    })
    await rememberConsent(actor, request, from, now)
    return { ok: true }
  })
}

/** The device hears that its user does not want it. @returns false when it was answered before. */
export async function refuseDevice({ row }: DeviceRequest): Promise<boolean> {
  const refusal = { error: 'access_denied', errorDescription: 'The user refused.' }
  const answer = JSON.stringify({ ...stored(row), ...refusal })
  return transaction({ locks: 'none' }, () => answerArtifact(row, answer, null))
}

function stored({ payload }: ArtifactRecord): Stored {
  return parseJson(payload) as Stored
}

/** What the library adds to a code once its user allowed it. */
function answerFor({ userId, amr, authTime }: Actor, { scopes, services }: DeviceRequest) {
  const indicators = services.map(({ name }) => indicatorOf(name))
  const [first, ...others] = indicators
  const resource = others.length > 0 ? indicators : first
  return {
    accountId: userId,
    acr: acrOf(amr),
    amr: [...amr],
    authTime: toNumericDate(authTime),
    scope: [...scopes, ...new Set(services.flatMap(({ permissions }) => permissions))].join(' '),
    ...(resource === undefined ? {} : { resource }),
  }
}

/** The grant as the library keeps it. */
function grantOf(
  { userId }: Actor,
  { app, scopes, services }: DeviceRequest,
  { now, expiresAt }: { now: Date; expiresAt: Date },
) {
  const resources = services.flatMap(({ name, permissions }) =>
    permissions.length === 0 ? [] : [[indicatorOf(name), permissions.join(' ')]],
  )
  return {
    kind: 'Grant',
    iat: toNumericDate(now),
    exp: toNumericDate(expiresAt),
    accountId: userId,
    clientId: app.id,
    openid: { scope: scopes.join(' ') },
    resources: Object.fromEntries(resources) as Record<string, string>,
  }
}
