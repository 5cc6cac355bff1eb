/** Erases which clients used sessions, took part in incidents, or are known devices. */
import {
  and,
  asc,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  lt,
  lte,
  ne,
  or,
  type SQL,
} from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { read, write } from '@/db/connection'
import { incidents, knownDevices, sessions } from '@/db/tables'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'

const { network, browser, system, device } = UNKNOWN_CLIENT

const ERASED_SESSION = {
  network,
  browser,
  system,
  device,
  label: null,
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
  erasure: Erasure,
): Promise<Date | null> {
  const { endedAt, idleExpiresAt, expiresAt } = sessions
  const matching = and(lte(expiresAt, until), or(lt(endedAt, point), lt(idleExpiresAt, point)))
  return eraseSome(sessions, expiresAt, { ...erasure, matching, erased: ERASED_SESSION })
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
export async function eraseIncidentClients(point: Date, erasure: Erasure): Promise<Date | null> {
  const matching = lt(incidents.cameAt, point)
  return eraseSome(incidents, incidents.cameAt, { ...erasure, matching, erased: ERASED_INCIDENT })
}

const ERASED_DEVICE = { network, browser, system }

/** The same for known devices that were last used before `point`. */
export async function eraseDeviceClients(point: Date, erasure: Erasure): Promise<Date | null> {
  const matching = lt(knownDevices.lastUsedAt, point)
  return eraseSome(knownDevices, knownDevices.lastUsedAt, {
    ...erasure,
    matching,
    erased: ERASED_DEVICE,
  })
}

interface Erased extends Erasure {
  matching: SQL | undefined
  erased: Readonly<Record<string, string | null>>
}

async function eraseSome(
  table: typeof sessions | typeof incidents | typeof knownDevices,
  at: PgColumn,
  { from, most, matching, erased }: Erased,
): Promise<Date | null> {
  const rows = await read((db) =>
    db
      .select({ id: table.id, at })
      .from(table)
      .where(and(gte(at, from), matching, differs(table, erased)))
      .orderBy(asc(at))
      .limit(most),
  )
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) {
    await write((db) => db.update(table).set(erased).where(inArray(table.id, ids)))
  }
  return rows.length < most ? null : (rows.at(-1)?.at ?? null)
}

/** True for a row that has other values somewhere. */
function differs(table: PgTable, values: Readonly<Record<string, string | null>>): SQL | undefined {
  const columns = Object.entries(getTableColumns(table)).filter(([name]) => name in values)
  return or(
    ...columns.map(([name, column]) => {
      const value = values[name] ?? null
      return value === null ? isNotNull(column) : ne(column, value)
    }),
  )
}
