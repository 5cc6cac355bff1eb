/** The product's own functions on a real database, which the walks compare with the model. */
import { decodeJwt } from 'jose'
import { closeDatabase, transaction } from '@/db/connection'
import { insertPassword, insertUser } from '@/db/queries/users'
import { newUserId, type SessionId, type UserId } from '@/lib/base/ids'
import { changePassword } from '@/lib/passwords/change'
import { hashPassword } from '@/lib/passwords/hash'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate, recordUse, type Actor } from '@/lib/sessions/authenticate'
import { endOwnOtherSession, endOwnSessions, type EndScope } from '@/lib/sessions/end/own'
import { endReplacedSession } from '@/lib/sessions/end/one'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { identifySession, type PresentedTokens } from '@/lib/sessions/identify'
import { refreshSession, type RefreshResult } from '@/lib/sessions/refresh'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'
import type { SessionRecord } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import { prepareInstallation } from '@/lib/installation/prepare'
import { disableUser, enableUser } from '@/lib/users/disable'
import { LAPTOP, PHONE } from '../support/people'
import { changeSigningKeys, deleteBurnedKeys, incidentsOf, sessionRow } from '../support/rows'
import type { Browser, Jar, Model } from './model'

const START = new Date('2026-01-01T12:00:00Z').getTime()

/** All that the functions here need of a model. */
type Timed = Pick<Model, 'now'>

/** The model's time as a `Date` for the product's functions. */
export function clock(model: Timed): Date {
  return new Date(START + model.now * 1000)
}

/** The hash of every user's first password: made once, since hashing is slow by design. */
let firstHash: string | undefined

export interface Real {
  userIds: UserId[]
}

/** A user's email address. */
export function addressOf(id: UserId): string {
  return `${id.toLowerCase()}@example.com`
}

/** A user's password after so many changes. */
export function password(changes: number): string {
  return `x8!kQz0pLw3-${changes}`
}

export async function newReal(users: number): Promise<Real> {
  const userIds = Array.from({ length: users }, () => newUserId())
  // Removes keys of earlier walks: each start reads every key.
  await deleteBurnedKeys()
  firstHash ??= await hashPassword(password(0))
  const hash = firstHash
  await transaction({ locks: 'all' }, async () => {
    for (const id of userIds) {
      const email = addressOf(id)
      const row = { id, email, emailKey: email, name: '', version: 0, disabledAt: null }
      await insertUser({ ...row, createdAt: new Date(START) })
      await insertPassword(id, { hash, strength: null }, new Date(START))
    }
  })
  return { userIds }
}

/** Where a browser is now; the thief uses another network and another browser. */
export function clientOf(holder: Browser | 'thief'): SeenFrom {
  return holder === 'thief' ? PHONE : { ...LAPTOP, network: `192.0.2.${holder.network + 1}` }
}

export interface Begun {
  tokens: SessionTokens
  end: number
  idleEnd: number
}

/** What a log-in does after the password check. */
export async function begin(
  model: Timed,
  userId: UserId,
  version: number,
  persistent: boolean,
  replaces: PresentedTokens,
  from: SeenFrom,
): Promise<Begun> {
  const now = clock(model)
  const replaced = await identifySession(replaces, now)
  const session = await transaction({ locks: 'all' }, async () => {
    if (replaced) await endReplacedSession(replaced, from, now)
    return startSession({ userId, version, kind: 'web', persistent, from }, now)
  })
  return begun(session, await issueTokens(session, now))
}

function begun(session: SessionRecord, tokens: SessionTokens): Begun {
  const seconds = (point: Date) => (point.getTime() - START) / 1000
  return { tokens, end: seconds(session.expiresAt), idleEnd: seconds(session.idleExpiresAt) }
}

/** What the form on the Security page does. */
export async function choosePassword(
  model: Timed,
  actor: Actor,
  changes: number,
  from: SeenFrom,
): Promise<Begun> {
  const words = { current: password(changes), next: password(changes + 1), from }
  const result = await changePassword(actor, words, clock(model))
  if (!result.ok) throw new Error(`The password stays: ${result.reason}`)
  return begun(await sessionRow(result.tokens.sessionId), result.tokens)
}

export function refresh(
  model: Timed,
  jar: Pick<Jar, 'refresh'>,
  from: SeenFrom,
): Promise<RefreshResult> {
  return refreshSession({ token: jar.refresh, from }, clock(model))
}

/** What the guard does with a request. @returns null when it refuses */
export async function enter(
  model: Timed,
  jar: Pick<Jar, 'access'>,
  from: SeenFrom,
): Promise<Actor | null> {
  const found = await authenticate(jar.access, 'web', clock(model))
  if (!found.ok) return null
  await recordUse(found.session, found.actor, from, clock(model))
  return found.actor
}

export function end(
  model: Timed,
  jar: PresentedTokens,
  scope: EndScope,
  from: SeenFrom,
): Promise<boolean> {
  return endOwnSessions(jar, scope, from, clock(model))
}

export async function endOther(model: Timed, actor: Actor, sessionId: SessionId): Promise<boolean> {
  return (await endOwnOtherSession(actor, sessionId, LAPTOP, clock(model))).ok
}

export async function adminDisables(model: Timed, userId: UserId): Promise<boolean> {
  return (await disableUser(COMMAND_LINE, { userId }, undefined, clock(model))).ok
}

export async function adminEnables(model: Timed, userId: UserId): Promise<boolean> {
  return (await enableUser(COMMAND_LINE, { userId }, undefined, clock(model))).ok
}

export async function adminEndsAll(model: Timed, userId: UserId): Promise<boolean> {
  return (await endSessionsAsOperator(COMMAND_LINE, { userId }, undefined, clock(model))).ok
}

export async function adminEndsOne(model: Timed, sessionId: SessionId): Promise<boolean> {
  return (await endSessionAsOperator(COMMAND_LINE, { sessionId }, undefined, clock(model))).ok
}

/** Restarts the process. */
export function restart(): Promise<void> {
  return closeDatabase()
}

/** Burns the signing key; the next start creates another one. */
export async function burnSigningKey(): Promise<void> {
  await changeSigningKeys({ status: 'burned' })
  await restart()
  await prepareInstallation()
}

/** The kinds of incident reported for a session. */
export async function incidentKinds(sessionId: SessionId): Promise<string[]> {
  return (await incidentsOf(sessionId)).map((incident) => incident.kind)
}

export async function generationOf(sessionId: SessionId): Promise<number> {
  return (await sessionRow(sessionId)).generation
}

/** The times a token states, in seconds of the model. */
export function timesOf(token: string): { from: number; end: number } {
  const { iat = 0, exp = 0 } = decodeJwt(token)
  return { from: iat - START / 1000, end: exp - START / 1000 }
}
