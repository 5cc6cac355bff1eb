/** Starts the session of a log-in that has shown all that the account asks for. */
import type { SessionRecord } from '@/db/queries/sessions'
import type { UserRecord } from '@/db/queries/users'
import { grantDevice } from '@/lib/devices/known-device'
import type { Details } from '@/lib/events/details'
import { byOwner, recordEvent } from '@/lib/events/record'
import type { NewPendingLogIn } from '@/lib/factors/pending'
import type { Method } from '@/lib/tokens/acr'
import { undoDeletion } from '@/lib/users/leave'
import { endReplacedSession } from './end/one'
import type { IdentifiedSession } from './identify'
import { startSession, type NewSession } from './start'

export interface ProvenLogIn extends Pick<
  NewSession,
  'kind' | 'persistent' | 'from' | 'deviceName' | 'audience' | 'recoveryUntil'
> {
  readonly user: Pick<UserRecord, 'version' | 'deletionDueAt'> & { userId: NewSession['userId'] }
  readonly amr: readonly Method[]
  /** The session that the client held before: it ends. */
  readonly replaced: IdentifiedSession | null
  /** The secret of the browser's device cookie; undefined for a client without cookies. */
  readonly deviceSecret: string | undefined
  /** What the log-in shows for the first time. */
  readonly novelty: Details | null
}

/** Call inside a transaction over the user and the owner of the replaced session. */
export async function startProvenSession(
  { user, replaced, deviceSecret, novelty, from, ...input }: ProvenLogIn,
  now: Date,
): Promise<SessionRecord> {
  const { userId, version, deletionDueAt } = user
  if (replaced) await endReplacedSession(replaced, from, now)
  const session = await startSession({ userId, version, from, ...input }, now)
  if (deviceSecret) await grantDevice(userId, 'log-in', { secret: deviceSecret, from }, now)
  const event = { type: 'authn_login_success', ...byOwner(userId), sessionId: session.id } as const
  await recordEvent({ ...event, from, ...(novelty && { details: novelty }) }, now)
  if (deletionDueAt) await undoDeletion(userId, { sessionId: session.id, from }, now)
  return session
}

/** The users whom such a transaction is over. */
export function usersOf(userId: SeenUser, replaced: IdentifiedSession | null): SeenUser[] {
  return [userId, ...(replaced ? [replaced.session.userId] : [])]
}

type SeenUser = NewSession['userId']

type Client = Pick<
  NewSession,
  'userId' | 'version' | 'kind' | 'persistent' | 'deviceName' | 'audience'
>

/** What a log-in goes on from, once the client shows or sets up its second factor. */
export function pendingOf(
  { audience, deviceName = null, ...client }: Client,
  novelty: Details | null,
): NewPendingLogIn {
  return {
    ...{ ...client, deviceName, amr: JSON.stringify(['pwd']) },
    audience: audience ? JSON.stringify(audience) : null,
    novelty: novelty && JSON.stringify(novelty),
  }
}
