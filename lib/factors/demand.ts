/** How long a log-in goes on without the second factor that is demanded. */
import { lockOf, transaction } from '@/db/connection'
import {
  findFactorAskedAt,
  forgetFactorAskedAt,
  storeFactorAskedAt,
} from '@/db/queries/factor-demands'
import type { UserId } from '@/lib/base/ids'
import { addSeconds, DAY } from '@/lib/base/time'
import { recordEvent } from '@/lib/events/record'
import type { Permission } from '@/lib/permissions/permissions'
import { isDemanded, isDemandedOf } from './demanded'
import { hasFactor } from './second-factor'

/** In seconds, from the moment at which the user is told. */
export const GRACE = 14 * DAY

/** A second factor is demanded of the user, who has none. */
export interface Demand {
  /** Until then a log-in goes on without it. */
  readonly until: Date
  readonly isOver: boolean
}

/**
 * What a log-in lacks; null if nothing. The first call about a user begins the grace, of which
 * the user hears by mail, so it is for what tells them as well. Call inside a transaction over the user.
 *
 * @throws Unavailable
 */
export async function meetDemand(userId: UserId, now: Date): Promise<Demand | null> {
  if (!(await isDemanded(userId)) || (await hasFactor(userId, now))) return null
  const askedAt = await findFactorAskedAt(userId)
  if (askedAt) return demandSince(askedAt, now)
  await storeFactorAskedAt(userId, now)
  const demand = demandSince(now, now)
  const details = { due: demand.until.toISOString() }
  const type = 'authn_factor_demanded'
  await recordEvent({ type, userId, actorId: 'system', details }, now)
  return demand
}

/** The same for a signed-in user, who sees it on the page. @throws Unavailable */
export async function demandOn(
  { userId, permissions }: { userId: UserId; permissions: ReadonlySet<Permission> },
  now = new Date(),
): Promise<Demand | null> {
  if (!isDemandedOf(permissions) || (await hasFactor(userId, now))) return null
  const askedAt = await findFactorAskedAt(userId)
  if (askedAt) return demandSince(askedAt, now)
  return transaction({ locks: lockOf(userId) }, () => meetDemand(userId, now))
}

function demandSince(askedAt: Date, now: Date): Demand {
  const until = addSeconds(askedAt, GRACE)
  return { until, isOver: now >= until }
}

/**
 * A role that first demands a factor of its user must not lock them out: they may have been asked
 * when they held another one. Call inside the transaction, before the role is given.
 */
export async function renewGrace(userId: UserId): Promise<void> {
  if (!(await isDemanded(userId))) await forgetFactorAskedAt(userId)
}

/** A user would be left without the second factor that is demanded of them. */
export class FactorDemanded extends Error {
  readonly code = 'factor-demanded'

  constructor() {
    super('A second factor is demanded of this user')
    this.name = 'FactorDemanded'
  }
}

/**
 * Call inside the transaction in which a user removes a factor, after the removal, which it undoes.
 *
 * @throws FactorDemanded if it was the last, and one is demanded
 */
export async function assertFactorRemains(userId: UserId, now: Date): Promise<void> {
  if ((await isDemanded(userId)) && !(await hasFactor(userId, now))) throw new FactorDemanded()
}
