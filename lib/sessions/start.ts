/** Starts a session. */
import { allocateStatusIndex } from '@/db/queries/installation'
import { insertSession, type SessionRecord } from '@/db/queries/sessions'
import { env } from '@/lib/base/env'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { newSessionId, type UserId } from '@/lib/base/ids'
import { newestDataKey } from '@/lib/keys/data-keys'
import { setSession } from '@/lib/telemetry/request-context'
import { addSeconds, earliest } from '@/lib/base/time'
import type { Method } from '@/lib/tokens/acr'
import type { ClientId } from '@/lib/tokens/claims'
import { Unavailable } from '@/lib/base/unavailable'

export interface NewSession {
  readonly userId: UserId
  /** The user's version, read in the same transaction. */
  readonly version: number
  readonly kind: ClientId
  readonly persistent: boolean
  readonly from: SeenFrom
  /** The device's own name. */
  readonly deviceName?: string | null
  /** How the user proved who they are; with the password unless given. */
  readonly amr?: readonly Method[]
  /** When they did; now unless given. */
  readonly authTime?: Date
  /** Until when its user may change second factors without one. */
  readonly recoveryUntil?: Date | null
  /** The services its tokens are for; null means all. */
  readonly audience?: readonly string[] | null
}

/** Starts a session at generation 0. Call inside the transaction that allows it. */
export async function startSession(input: NewSession, now: Date): Promise<SessionRecord> {
  const { userId, version, kind, persistent, from } = input
  const { deviceName = null, amr = ['pwd'], authTime = now, audience = null } = input
  const { recoveryUntil = null } = input
  const settings = env()
  const allocated = await allocateStatusIndex()
  if (!allocated) throw new Unavailable('The installation')
  const expiresAt = addSeconds(now, settings.sessionMaxAge)
  const idleTtl = persistent ? settings.refreshIdleTtl : settings.shortIdleTtl

  const session: SessionRecord = {
    id: newSessionId(),
    userId,
    kind,
    persistent,
    version,
    ...allocated,
    authTime,
    amr: JSON.stringify(amr),
    createdAt: now,
    lastSeenAt: now,
    generation: 0,
    rotatedAt: now,
    idleExpiresAt: earliest(addSeconds(now, idleTtl), expiresAt),
    refreshKeyId: (await newestDataKey('refresh')).id,
    confirmedGeneration: -1,
    rotatedNetwork: from.network,
    rotatedBrowser: from.browser,
    rotatedSystem: from.system,
    createdNetwork: from.network,
    ...from,
    deviceName,
    label: null,
    audience: audience && JSON.stringify(audience),
    recoveryUntil,
    suspectedAt: null,
    expiresAt,
    endedAt: null,
    endReason: null,
  }
  await insertSession(session)
  setSession(session.id)
  await recordEvent(
    { type: 'session_created', ...byOwner(userId), sessionId: session.id, from },
    now,
  )
  return session
}
