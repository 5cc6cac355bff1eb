/** The applications that may use an account, and how a user takes it back. */
import { lockOf, transaction } from '@/db/connection'
import {
  listAppsById,
  listConsents,
  listGrantPayloads,
  listHeldByApps,
} from '@/db/queries/app-access'
import { deleteConsent, endGrantsOf } from '@/db/queries/app-grants'
import type { AppId, UserId } from '@/lib/base/ids'
import { parseJson } from '@/lib/base/json'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent, type NewEvent } from '@/lib/events/record'
import { textList } from '@/lib/oauth/text-list'
import { isOffered, SCOPES, type Scope } from '@/lib/oauth/scopes'
import { actOn, type TargetRefusal } from '@/lib/permissions/authority-rules'
import { assertMay, byOperator, type Operator } from '@/lib/permissions/operator'
import type { Actor } from '@/lib/sessions/authenticate'

export interface AppAccess {
  readonly id: AppId
  readonly name: string
  /** Belongs to the house: the user was not asked. */
  readonly firstParty: boolean
  /** What it may see, in the order in which consent is asked. */
  readonly scopes: readonly Scope[]
  readonly since: Date
  /** Null for one that was allowed, and holds nothing yet. */
  readonly lastUsedAt: Date | null
}

/** Of one application: those of its newest grants, used in the same moment. */
const GRANTS_READ = 10

/** By what they were last used; those that were never used last. @throws Unavailable */
export async function listAccess({ userId }: { userId: UserId }): Promise<AppAccess[]> {
  const [consents, held] = await Promise.all([listConsents(userId), listHeldByApps(userId)])
  const ids = new Set([...consents, ...held].map(({ appId }) => appId))
  const apps = await listAppsById([...ids])
  const access = await Promise.all(
    apps.map(async ({ id, name, firstParty, createdAt }) => {
      const consent = consents.find(({ appId }) => appId === id)
      const holds = held.find(({ appId }) => appId === id)
      const granted = holds ? await listGrantPayloads(userId, holds, GRANTS_READ) : []
      const scopes = new Set([
        ...(consent ? textList(consent.scopes) : []),
        ...granted.flatMap(scopesIn),
      ])
      return {
        ...{ id, name, firstParty },
        scopes: Object.keys(SCOPES)
          .filter(isOffered)
          .filter((scope) => scopes.has(scope)),
        since: consent?.grantedAt ?? holds?.since ?? createdAt,
        lastUsedAt: holds?.lastUsedAt ?? null,
      }
    }),
  )
  return access.sort((a, b) => Number(b.lastUsedAt) - Number(a.lastUsedAt))
}

function scopesIn(payload: string): string[] {
  // Safe: the library wrote it, as `isOffline` in lib/oauth/grants.ts reads it.
  const { openid } = parseJson(payload) as { openid?: { scope?: string } }
  return openid?.scope?.split(' ') ?? []
}

/** For administrators. @throws NotAllowed, Unavailable */
export async function listAccessOf(actor: Operator, userId: UserId): Promise<AppAccess[]> {
  assertMay(actor, 'sessions:read')
  return listAccess({ userId })
}

/**
 * Ends what the application holds of the user, in all sessions and beyond. It is told, and has to
 * ask again.
 *
 * @returns false when it held nothing, as after a second click.
 * @throws Unavailable
 */
export async function removeAccess(
  actor: Actor,
  appId: AppId,
  from: SeenFrom,
  now = new Date(),
): Promise<boolean> {
  const { userId, sessionId } = actor
  const by = { ...byOwner(userId), sessionId, from }
  return transaction({ locks: lockOf(userId) }, () => endAccess({ userId, appId }, by, now))
}

export type RemoveAccessResult = { ok: true } | { ok: false; reason: TargetRefusal }

/** The same of another user. @returns `not-found` also for access that was removed. @throws NotAllowed */
export async function removeAccessAsOperator(
  actor: Operator,
  of: { userId: UserId; appId: AppId },
  from?: SeenFrom,
  now = new Date(),
): Promise<RemoveAccessResult> {
  return actOn(of.userId, actor, 'sessions:end', async (): Promise<RemoveAccessResult> => {
    const by = { ...byOperator(actor, from), userId: of.userId }
    return (await endAccess(of, by, now)) ? { ok: true } : { ok: false, reason: 'not-found' }
  })
}

async function endAccess(
  { userId, appId }: { userId: UserId; appId: AppId },
  by: Omit<NewEvent, 'type' | 'details'>,
  now: Date,
): Promise<boolean> {
  const hadConsent = await deleteConsent(userId, appId)
  const ended = await endGrantsOf(userId, appId, now)
  if (!hadConsent && ended === 0) return false
  await recordEvent({ type: 'app_access_removed', ...by, details: { app: appId } }, now)
  return true
}
