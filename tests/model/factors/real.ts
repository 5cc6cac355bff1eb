/** The product's own log-ins and second factors, which the walks compare with the model. */
import { inArray } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import { read, transaction } from '@/db/connection'
import { sessions } from '@/db/tables'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import { isTrusted } from '@/lib/devices/trust'
import type { SessionId, UserId } from '@/lib/base/ids'
import { spendCode } from '@/lib/factors/check-code'
import { resetFactors } from '@/lib/factors/reset'
import { resetPassword } from '@/lib/passwords/reset'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { confirmUser } from '@/lib/sessions/confirm'
import type { SessionTokens } from '@/lib/sessions/issue'
import { logIn } from '@/lib/sessions/log-in'
import { logInDevice } from '@/lib/sessions/log-in-device'
import { methodsIn } from '@/lib/tokens/acr'
import { createResetLink } from '@/lib/users/reset-link'
import { LAPTOP, PHONE } from '../../support/people'
import { sessionRow } from '../../support/rows'
import { addressOf, clock, newReal, password, timesOf, type Real } from '../real'
import type { Access, Holder, Model, Pending } from './model'

export type { Real }

/** Users, their browsers, and thieves who know every password. */
export async function newWorld(users: number, browsers: number, thieves: number) {
  const real = await newReal(users)
  const holders = Array.from({ length: browsers + thieves }, (_, i): Holder => ({
    ...{ user: i % users, isThief: i >= browsers, secret: newDeviceSecret() },
    ...{ jar: null, pending: null },
  }))
  const model: Model = {
    now: 0,
    users: Array.from({ length: users }, () => ({
      ...{ version: 0, passwords: 0, app: null, begun: null, begunAt: 0, codes: [] },
      ...{ known: new Map(), wrong: new Map(), dead: [] },
    })),
    ...{ holders, sessions: [], accesses: [], pendings: [] },
  }
  return { model, real }
}

export function idOf({ userIds }: Real, u: number): UserId {
  return userIds[u] ?? 'usr_none'
}

export function placeOf({ isThief }: Pick<Holder, 'isThief'>) {
  return isThief ? PHONE : LAPTOP
}

/** What a browser presents. */
export function tokensIn({ jar }: Holder) {
  return { access: jar?.access.text ?? null, refresh: jar?.refresh ?? null }
}

/** @param u whose account it is */
export function tryPassword(model: Model, real: Real, holder: Holder, u: number) {
  const { secret: deviceSecret } = holder
  const attempt = {
    ...{ email: addressOf(idOf(real, u)), password: password(model.users[u]?.passwords ?? 0) },
    ...{ persistent: true, from: placeOf(holder), replaces: tokensIn(holder), deviceSecret },
  }
  return logIn(attempt, clock(model))
}

export function tryPasswordOfDevice(model: Model, real: Real, holder: Holder) {
  const email = addressOf(idOf(real, holder.user))
  const shown = { email, password: password(model.users[holder.user]?.passwords ?? 0) }
  const device = { name: null, audience: null, from: placeOf(holder) }
  return logInDevice({ ...shown, ...device }, clock(model))
}

export function tryCode(
  model: Model,
  holder: Holder,
  { token, kind }: Pending,
  { code, trusts }: { code: string; trusts: boolean },
) {
  const { secret: deviceSecret } = holder
  const browser = { replaces: tokensIn(holder), deviceSecret, trusts }
  const completion = { token, code, from: placeOf(holder), ...(kind === 'web' && browser) }
  return completeLogIn(completion, clock(model))
}

export function tryToConfirm(model: Model, holder: Holder, actor: Actor, code: string) {
  const shown = { password: password(model.users[holder.jar?.session.user ?? 0]?.passwords ?? 0) }
  return confirmUser(actor, { ...shown, code, from: placeOf(holder) }, clock(model))
}

/** What a guard finds out about a token. */
export async function actorOf(
  model: Model,
  { text, kind }: Pick<Access, 'text' | 'kind'>,
): Promise<Actor | null> {
  const found = await authenticate(text, kind, clock(model))
  return found.ok ? found.actor : null
}

/** What an access token says of its proof. */
export function proofIn(text: string) {
  const { auth_time: authTime = 0, amr } = decodeJwt<{ auth_time?: number; amr?: string[] }>(text)
  const zero = clock({ now: 0 }).getTime() / 1000
  return { authTime: authTime - zero, hasFactor: amr?.includes('mfa') ?? false }
}

/** A session as it is stored, and when its tokens end. */
export async function begunBy({ sessionId, access, refresh }: SessionTokens) {
  const { idleExpiresAt, expiresAt } = await sessionRow(sessionId)
  const zero = clock({ now: 0 }).getTime()
  const seconds = (point: Date) => (point.getTime() - zero) / 1000
  return {
    ...{ id: sessionId, idleEnd: seconds(idleExpiresAt), end: seconds(expiresAt) },
    ...{ accessEnd: timesOf(access).end, refreshEnd: timesOf(refresh).end },
  }
}

/** Follows a link to a new password. */
export async function resetByLink(model: Model, real: Real, u: number): Promise<boolean> {
  const made = await createResetLink(COMMAND_LINE, { userId: idOf(real, u) }, LAPTOP, clock(model))
  if (!made.ok) throw new Error(made.reason)
  const token = new URL(made.link.url).searchParams.get('token') ?? ''
  const next = password((model.users[u]?.passwords ?? 0) + 1)
  return (await resetPassword({ token, password: next, from: LAPTOP }, clock(model))).ok
}

export function adminResets(model: Model, real: Real, u: number, isNow: boolean) {
  const reset = { userId: idOf(real, u), reason: 'lost phone', isNow }
  return resetFactors(COMMAND_LINE, reset, LAPTOP, clock(model))
}

/** Whether a code would still do. It is used up if so. */
export async function wouldDo(model: Model, userId: UserId, code: string): Promise<boolean> {
  const check = () => spendCode(userId, code, clock(model))
  return (await transaction({ locks: 'all' }, check)).ok
}

export async function wouldTrust(model: Model, real: Real, u: number, secret: string) {
  const user = { userId: idOf(real, u), version: model.users[u]?.version ?? 0 }
  return isTrusted(user, secret, clock(model))
}

/** Whether each session of these users that is stored, ended or not, began with a second factor. */
export async function storedSessions({ userIds }: Real): Promise<Map<SessionId, boolean>> {
  const rows = await read((db) =>
    db.select().from(sessions).where(inArray(sessions.userId, userIds)),
  )
  return new Map(rows.map(({ id, amr }) => [id, methodsIn(amr).includes('mfa')]))
}
