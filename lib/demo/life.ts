/** What invented users do: log in, come back, fail to log in, and have sessions stolen. */
import { lockOf, transaction } from '@/db/connection'
import { answerIncidentRow, listOpenIncidents } from '@/db/queries/incidents'
import { markSessionOfUserEnded, swapGeneration, type SessionRecord } from '@/db/queries/sessions'
import { findUserRow } from '@/db/queries/users'
import type { EventType, SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { reportSharedUse } from '@/lib/incidents/report'
import { endCopiedSession } from '@/lib/sessions/end/one'
import { startSession } from '@/lib/sessions/start'
import type { Method } from '@/lib/tokens/acr'
import { addSeconds, DAY, earliest, HOUR, MINUTE } from '@/lib/base/time'
import type { SessionId, UserId } from '@/lib/base/ids'
import { useFactor, type Factor } from './factors'
import { usePasskey, type DemoPasskey } from './passkeys'
import { placesBy, placeUnlike, type Dice } from './people'

/** Idle limit of the sessions in seconds. Ignores the settings: the sessions lie in the past. */
const IDLE = 14 * DAY

/** A user and their clients, each with one session at most. */
export interface Life {
  readonly userId: UserId
  readonly places: readonly [SeenFrom, ...SeenFrom[]]
  /** Null for a user without a second factor. */
  readonly factor: Factor | null
  /** Null for a user who logs in by password. */
  readonly passkey: DemoPasskey | null
  readonly sessions: Map<SeenFrom, SessionRecord>
}

export interface Lived {
  sessions: number
  incidents: number
}

export function newLife(userId: UserId, dice: Dice): Life {
  return { userId, factor: null, passkey: null, places: placesBy(dice), sessions: new Map() }
}

/** One visit: some users fail to log in at first, some log out, and a few have a session stolen. */
export async function visit(life: Life, at: Date, dice: Dice): Promise<Lived> {
  const client = dice.pick(life.places)
  const session = life.sessions.get(client)
  if (session && at < session.idleExpiresAt) {
    life.sessions.set(client, await refresh(session, client, at))
    return { sessions: 0, incidents: await maybeSteal(life, client, at, dice) }
  }
  if (dice.roll(5) === 0) await failToLogIn(life.userId, client, addSeconds(at, -MINUTE), dice)
  life.sessions.set(client, await logIn(life, client, at))
  // Who lost the phone visits from other people's devices.
  if (dice.roll(6) === 0 || life.factor?.codes.length)
    await logOut(life, client, addSeconds(at, 20 * MINUTE))
  return { sessions: 1, incidents: await maybeSteal(life, client, at, dice) }
}

async function maybeSteal(life: Life, client: SeenFrom, at: Date, dice: Dice): Promise<number> {
  if (dice.roll(60) !== 0) return 0
  return (await stealSession(life, client, addSeconds(at, 5 * MINUTE), dice)) ? 1 : 0
}

export const INCIDENTS = ['two-places', 'reuse', 'predecessor'] as const

/** Another client uses the session; most users soon answer that it was them. */
export async function stealSession(
  life: Life,
  client: SeenFrom,
  at: Date,
  dice: Dice,
  kind: (typeof INCIDENTS)[number] = dice.pick(INCIDENTS),
): Promise<boolean> {
  const session = life.sessions.get(client)
  if (!session) return false
  const thief = placeUnlike(client, dice)
  if (kind === 'reuse') {
    await transaction({ locks: lockOf(life.userId) }, () => endCopiedSession(session, 0, thief, at))
    life.sessions.delete(client)
    return true
  }
  await reportSharedUse(session, kind, thief, at)
  if (dice.roll(3) > 0) await answer(life.userId, session.id, addSeconds(at, HOUR))
  return true
}

async function answer(userId: UserId, sessionId: SessionId, at: Date): Promise<void> {
  const [open] = await listOpenIncidents(userId, sessionId, 1)
  if (!open) return
  await transaction({ locks: lockOf(userId) }, () =>
    answerIncidentRow(userId, open.incident.id, { answeredAt: at, answeredIn: sessionId }),
  )
}

/** What a log-in stores after a passkey, or a correct password and a code where one is needed. */
function logIn(
  { userId, factor, passkey }: Life,
  from: SeenFrom,
  at: Date,
): Promise<SessionRecord> {
  const needed = factor && factor.since < at ? factor : null
  const shown = passkey && passkey.since < at ? passkey : null
  const amr: readonly Method[] = shown?.amr ?? (needed ? ['pwd', 'otp', 'mfa'] : ['pwd'])
  return transaction({ locks: lockOf(userId) }, async () => {
    const version = (await findUserRow(userId))?.version ?? 0
    const input = { userId, version, kind: 'web', persistent: true, from, amr } as const
    const session = await startSession(input, at)
    await record('authn_login_success', { userId, sessionId: session.id, from }, at)
    if (shown) await usePasskey(shown, at)
    else if (needed) await useFactor(needed, session, from, at)
    return session
  })
}

/** What a refresh stores. */
function refresh(session: SessionRecord, from: SeenFrom, at: Date): Promise<SessionRecord> {
  return transaction({ locks: lockOf(session.userId) }, async () => {
    const refreshed = await swapGeneration(session.id, session.generation, {
      ...from,
      rotatedAt: at,
      rotatedNetwork: from.network,
      rotatedBrowser: from.browser,
      rotatedSystem: from.system,
      idleExpiresAt: earliest(addSeconds(at, IDLE), session.expiresAt),
      refreshKeyId: session.refreshKeyId,
    })
    await recordEvent({ type: 'session_renewed', sessionId: session.id, from }, at)
    return refreshed ?? session
  })
}

async function logOut(life: Life, client: SeenFrom, at: Date): Promise<void> {
  const session = life.sessions.get(client)
  if (!session) return
  const { userId } = life
  await transaction({ locks: lockOf(userId) }, async () => {
    await markSessionOfUserEnded(userId, session.id, at)
    await record('session_logout', { userId, sessionId: session.id, from: client }, at)
  })
  life.sessions.delete(client)
}

function record(
  type: EventType,
  { userId, ...rest }: { userId: UserId; sessionId: SessionId; from: SeenFrom },
  at: Date,
): Promise<void> {
  return recordEvent({ type, ...byOwner(userId), ...rest }, at)
}

/** Users mistype their password, or visitors try email addresses until a limit stops them. */
export async function failToLogIn(
  userId: UserId,
  from: SeenFrom,
  at: Date,
  dice: Dice,
): Promise<void> {
  const reason = dice.pick([
    'wrong-password',
    'wrong-password',
    'wrong-password',
    'unknown-address',
    'too-many-tries',
  ])
  await fail(reason === 'unknown-address' ? null : userId, reason, from, at)
}

/** @param userId null for an email address without a user */
export async function fail(
  userId: UserId | null,
  reason: string,
  from: SeenFrom,
  at: Date,
): Promise<void> {
  const type = reason === 'too-many-tries' ? 'authn_login_fail_max' : 'authn_login_fail'
  await transaction({ locks: 'none' }, () =>
    recordEvent({ type, ...(userId !== null && { userId }), from, details: { reason } }, at),
  )
}
