/** Queries for the places of applications and their grants in the status lists. */
import { and, eq, gt, isNotNull, isNull, sql, type SQL } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { appGrants, apps, endedStatuses } from '@/db/tables'
import type { AppGrantId, AppId, UserId } from '@/lib/base/ids'

/**
 * Notes that services may accept tokens of the grant until then. Only such grants have to be looked
 * for when many end at once.
 *
 * @returns false when the grant has ended or is gone, so that no token may be given any more.
 */
export async function extendStatus(id: AppGrantId, until: Date): Promise<boolean> {
  const later = sql`case when ${appGrants.statusUntil} > ${param(until)} then ${appGrants.statusUntil} else ${param(until)} end`
  const rows = await write((db) =>
    db
      .update(appGrants)
      .set({ statusUntil: later })
      .where(and(eq(appGrants.id, id), isNull(appGrants.endedAt)))
      .returning({ id: appGrants.id }),
  )
  return rows.length > 0
}

function param(moment: Date): SQL {
  return sql`${sql.param(moment, appGrants.statusUntil)}`
}

/** Gives the application a place for its own tokens. @returns false when it got another meanwhile. */
export async function swapAppStatus(
  id: AppId,
  from: number | null,
  statusIndex: number,
): Promise<boolean> {
  const isSame = from === null ? isNull(apps.statusIndex) : eq(apps.statusIndex, from)
  const rows = await write((db) =>
    db
      .update(apps)
      .set({ statusIndex })
      .where(and(eq(apps.id, id), isSame))
      .returning({ id: apps.id }),
  )
  return rows.length > 0
}

/** Shows all tokens that the application got for itself as ended; the next has another place. */
export async function retireAppStatus(id: AppId, now: Date): Promise<void> {
  const [row] = await read((db) =>
    db.select({ statusIndex: apps.statusIndex }).from(apps).where(eq(apps.id, id)),
  )
  const statusIndex = row?.statusIndex ?? null
  if (statusIndex === null) return
  await write((db) =>
    db.insert(endedStatuses).values({ statusIndex, endedAt: now }).onConflictDoNothing(),
  )
  await write((db) =>
    db
      .update(apps)
      .set({ statusIndex: null })
      .where(and(eq(apps.id, id), eq(apps.statusIndex, statusIndex))),
  )
}

/** Lets the status lists show the grants of an application that is about to be deleted. */
export function keepStatusesOfApp(id: AppId, now: Date): Promise<void> {
  return keepStatuses(eq(appGrants.appId, id), now)
}

/** The same for a user. */
export function keepStatusesOfUser(id: UserId, now: Date): Promise<void> {
  return keepStatuses(eq(appGrants.userId, id), now)
}

async function keepStatuses(owner: SQL, now: Date): Promise<void> {
  await write((db) => {
    const held = db
      .select({
        statusIndex: sql`${appGrants.statusIndex}`.as('status_index'),
        endedAt: sql`${sql.param(now, endedStatuses.endedAt)}`.as('ended_at'),
      })
      .from(appGrants)
      .where(and(owner, gt(appGrants.statusUntil, now), isNotNull(appGrants.statusIndex)))
    return db.insert(endedStatuses).select(held).onConflictDoNothing()
  })
}
