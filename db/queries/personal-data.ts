/** Erases which clients used sessions, and which took part in incidents. */
import { and, asc, eq, gte, inArray, lt, lte, ne, not, or } from 'drizzle-orm'
import { read, write } from '@/db/connection'
import { incidents, sessions } from '@/db/tables'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'

const { network, browser, system, device } = UNKNOWN_CLIENT

const ERASED_SESSION = {
  network,
  browser,
  system,
  device,
  createdNetwork: network,
  rotatedNetwork: network,
  rotatedBrowser: browser,
  rotatedSystem: system,
}

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
            ne(sessions.network, network),
            ne(sessions.browser, browser),
            ne(sessions.system, system),
            ne(sessions.device, device),
            ne(sessions.createdNetwork, network),
            ne(sessions.rotatedNetwork, network),
            ne(sessions.rotatedBrowser, browser),
            ne(sessions.rotatedSystem, system),
          ),
        ),
      )
      .orderBy(asc(sessions.expiresAt))
      .limit(most),
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await write((db) => db.update(sessions).set(ERASED_SESSION).where(inArray(sessions.id, ids)))
  }
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}

const ERASED_INCIDENT = {
  knownNetwork: network,
  knownBrowser: browser,
  knownSystem: system,
  cameNetwork: network,
  cameBrowser: browser,
  cameSystem: system,
}

/** The same for both clients of incidents before `point`. */
export async function eraseIncidentClients(
  point: Date,
  { from, most }: Erasure,
): Promise<Date | null> {
  const isErased = and(
    eq(incidents.knownNetwork, network),
    eq(incidents.knownBrowser, browser),
    eq(incidents.knownSystem, system),
    eq(incidents.cameNetwork, network),
    eq(incidents.cameBrowser, browser),
    eq(incidents.cameSystem, system),
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
    await write((db) => db.update(incidents).set(ERASED_INCIDENT).where(inArray(incidents.id, ids)))
  }
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}
