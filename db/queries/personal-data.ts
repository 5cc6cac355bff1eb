/** Erases from sessions and incidents from where they were used. */
import { and, asc, eq, gte, inArray, lt, lte, ne, not, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { incidents, sessions } from '@/db/tables'

const NOWHERE = {
  network: 'unknown',
  browser: 'Unknown',
  system: 'Unknown',
  device: 'unknown',
  createdNetwork: 'unknown',
  rotatedNetwork: 'unknown',
  rotatedBrowser: 'Unknown',
  rotatedSystem: 'Unknown',
} as const

/** What is to be erased, from where on, and how much of it at most. */
export interface Erasure {
  /** Where the batch before has stopped, in the order of the index. */
  from: Date
  most: number
}

/**
 * Forgets from where sessions that were over before `point` were used.
 *
 * @param until the latest absolute limit of such a session, so that others are not looked at
 * @returns where to go on, or null when all are done
 */
export async function eraseSessionPlaces(
  point: Date,
  until: Date,
  { from, most }: Erasure,
): Promise<Date | null> {
  const rows = await read((db) =>
    db
      .select({ id: sessions.id, at: sessions.expiresAt })
      .from(sessions)
      .where(
        and(
          gte(sessions.expiresAt, from),
          lte(sessions.expiresAt, until),
          or(lt(sessions.endedAt, point), lt(sessions.idleExpiresAt, point)),
          or(
            ne(sessions.network, NOWHERE.network),
            ne(sessions.browser, NOWHERE.browser),
            ne(sessions.system, NOWHERE.system),
            ne(sessions.device, NOWHERE.device),
            ne(sessions.createdNetwork, NOWHERE.createdNetwork),
            ne(sessions.rotatedNetwork, NOWHERE.rotatedNetwork),
            ne(sessions.rotatedBrowser, NOWHERE.rotatedBrowser),
            ne(sessions.rotatedSystem, NOWHERE.rotatedSystem),
          ),
        ),
      )
      .orderBy(asc(sessions.expiresAt))
      .limit(most),
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await write((db) => db.update(sessions).set(NOWHERE).where(inArray(sessions.id, ids)))
  }
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}

const BOTH_NOWHERE = {
  knownNetwork: 'unknown',
  knownBrowser: 'Unknown',
  knownSystem: 'Unknown',
  cameNetwork: 'unknown',
  cameBrowser: 'Unknown',
  cameSystem: 'Unknown',
} as const

/** The same for both sides of incidents that were before `point`. */
export async function eraseIncidentPlaces(
  point: Date,
  { from, most }: Erasure,
): Promise<Date | null> {
  const isErased = and(
    eq(incidents.knownNetwork, BOTH_NOWHERE.knownNetwork),
    eq(incidents.knownBrowser, BOTH_NOWHERE.knownBrowser),
    eq(incidents.knownSystem, BOTH_NOWHERE.knownSystem),
    eq(incidents.cameNetwork, BOTH_NOWHERE.cameNetwork),
    eq(incidents.cameBrowser, BOTH_NOWHERE.cameBrowser),
    eq(incidents.cameSystem, BOTH_NOWHERE.cameSystem),
  )
  const rows = await read((db) =>
    db
      .select({ id: incidents.id, at: incidents.cameAt })
      .from(incidents)
      .where(
        and(
          gte(incidents.cameAt, from),
          lt(incidents.cameAt, point),
          ...(isErased ? [not(isErased)] : []),
        ),
      )
      .orderBy(asc(incidents.cameAt))
      .limit(most),
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await write((db) => db.update(incidents).set(BOTH_NOWHERE).where(inArray(incidents.id, ids)))
  }
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}
