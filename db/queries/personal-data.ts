/** Erases which clients used sessions, and which took part in incidents. */
import { and, asc, eq, gte, inArray, lt, lte, ne, not, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { incidents, sessions } from '@/db/tables'

const UNKNOWN_CLIENT = {
  network: 'unknown',
  browser: 'Unknown',
  system: 'Unknown',
  device: 'unknown',
  createdNetwork: 'unknown',
  rotatedNetwork: 'unknown',
  rotatedBrowser: 'Unknown',
  rotatedSystem: 'Unknown',
} as const

/** One batch of an erasure. */
export interface Erasure {
  /** Where the previous batch stopped, in the order of the index. */
  from: Date
  most: number
}

/**
 * Erases the clients of sessions that ended or expired before `point`.
 *
 * @param until the latest absolute limit of such a session, so that others are not read
 * @returns where the next batch starts, or null when all are done
 */
export async function eraseSessionClients(
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
            ne(sessions.network, UNKNOWN_CLIENT.network),
            ne(sessions.browser, UNKNOWN_CLIENT.browser),
            ne(sessions.system, UNKNOWN_CLIENT.system),
            ne(sessions.device, UNKNOWN_CLIENT.device),
            ne(sessions.createdNetwork, UNKNOWN_CLIENT.createdNetwork),
            ne(sessions.rotatedNetwork, UNKNOWN_CLIENT.rotatedNetwork),
            ne(sessions.rotatedBrowser, UNKNOWN_CLIENT.rotatedBrowser),
            ne(sessions.rotatedSystem, UNKNOWN_CLIENT.rotatedSystem),
          ),
        ),
      )
      .orderBy(asc(sessions.expiresAt))
      .limit(most),
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await write((db) => db.update(sessions).set(UNKNOWN_CLIENT).where(inArray(sessions.id, ids)))
  }
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}

const UNKNOWN_CLIENTS = {
  knownNetwork: 'unknown',
  knownBrowser: 'Unknown',
  knownSystem: 'Unknown',
  cameNetwork: 'unknown',
  cameBrowser: 'Unknown',
  cameSystem: 'Unknown',
} as const

/** The same for both clients of incidents before `point`. */
export async function eraseIncidentClients(
  point: Date,
  { from, most }: Erasure,
): Promise<Date | null> {
  const isErased = and(
    eq(incidents.knownNetwork, UNKNOWN_CLIENTS.knownNetwork),
    eq(incidents.knownBrowser, UNKNOWN_CLIENTS.knownBrowser),
    eq(incidents.knownSystem, UNKNOWN_CLIENTS.knownSystem),
    eq(incidents.cameNetwork, UNKNOWN_CLIENTS.cameNetwork),
    eq(incidents.cameBrowser, UNKNOWN_CLIENTS.cameBrowser),
    eq(incidents.cameSystem, UNKNOWN_CLIENTS.cameSystem),
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
    await write((db) => db.update(incidents).set(UNKNOWN_CLIENTS).where(inArray(incidents.id, ids)))
  }
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}
