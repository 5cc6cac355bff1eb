/** Everything that is stored about a user, as a file for that user. */
import { pause } from '@/db/batches'
import { transaction } from '@/db/connection'
import { listAllAppSessions, listAllGrants, listConsents } from '@/db/queries/app-access'
import { findAuthenticator } from '@/db/queries/authenticators'
import { listDeviceRows } from '@/db/queries/known-devices'
import {
  findPasswordFacts,
  listActsOnOthers,
  listAllEvents,
  listAllIncidents,
  listAllMails,
  listAllSessions,
  listFormerAddresses,
  listOneTimeTokensOf,
} from '@/db/queries/own-data'
import type { Cursor } from '@/db/queries/pages'
import { listPasskeyRows } from '@/db/queries/passkeys'
import { listRecoveryCodes } from '@/db/queries/recovery-codes'
import { listRoleGrantsOf } from '@/db/queries/role-grants'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { findUserRow, type UserRecord } from '@/db/queries/users'
import type { SessionId, UserId } from '@/lib/base/ids'
import { parseJson } from '@/lib/base/json'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import type { Decision } from './own-data-decisions'
import { OWN_DATA_FIELDS } from './own-data-fields'

/** Rows in memory at a time. */
const PAGE = 500
/** More than a user can have. */
const ALL_DEVICES = 1000

/**
 * The file as JSON, in pieces. Records the download before the first one leaves.
 *
 * @returns null for a user who was deleted in the meantime
 * @throws Unavailable; also between two pieces, so that a part never looks complete
 */
export async function exportOwnData(
  { userId, sessionId }: { userId: UserId; sessionId: SessionId },
  from: SeenFrom,
  now = new Date(),
): Promise<AsyncIterable<string> | null> {
  const user = await findUserRow(userId)
  if (!user) return null
  await transaction({ locks: 'none' }, () =>
    recordEvent({ type: 'user_data_exported', ...byOwner(userId), sessionId, from }, now),
  )
  return piecesOf(user, now)
}

async function* piecesOf(user: UserRecord, now: Date): AsyncGenerator<string> {
  const password = await findPasswordFacts(user.id)
  const head = {
    exported_at: now,
    account: told(user, OWN_DATA_FIELDS.users),
    password: password && told(password, OWN_DATA_FIELDS.passwords),
  }
  yield JSON.stringify(head, null, 2).replace(/\n\}$/, '')
  for (const [name, pages] of Object.entries(listsOf(user.id))) {
    yield `,\n  "${name}": [`
    let count = 0
    for await (const page of pages) {
      const lines = page.map((entry) => `\n    ${JSON.stringify(entry)}`).join(',')
      if (page.length > 0) yield count > 0 ? `,${lines}` : lines
      count += page.length
      await pause()
    }
    yield count > 0 ? '\n  ]' : ']'
  }
  yield '\n}\n'
}

type Entry = Readonly<Record<string, unknown>>
type Pages = AsyncGenerator<Entry[]>

function listsOf(userId: UserId): Record<string, Pages> {
  const fields = OWN_DATA_FIELDS
  return {
    roles: whole(() => listRoleGrantsOf(userId), fields.roleGrants),
    sessions: paged(
      (after: Cursor | null, most) => listAllSessions(userId, after, most),
      ({ id, lastSeenAt }) => ({ id, at: lastSeenAt }),
      (row) => told(row, fields.sessions),
    ),
    known_devices: whole(() => listDeviceRows(userId, ALL_DEVICES), fields.knownDevices),
    authenticators: whole(async () => {
      const one = await findAuthenticator(userId)
      return one ? [one] : []
    }, fields.authenticators),
    recovery_codes: whole(() => listRecoveryCodes(userId), fields.recoveryCodes),
    passkeys: whole(() => listPasskeyRows(userId), fields.passkeys),
    former_addresses: whole(() => listFormerAddresses(userId), fields.formerAddresses),
    incidents: paged(
      (after: Cursor | null, most) => listAllIncidents(userId, after, most),
      ({ id, cameAt }) => ({ id, at: cameAt }),
      (row) => told(row, fields.incidents),
    ),
    app_consents: whole(() => listConsents(userId), fields.consents),
    app_grants: whole(() => listAllGrants(userId), fields.appGrants),
    app_sessions: whole(() => listAllAppSessions(userId), fields.appSessions),
    links: whole(() => listOneTimeTokensOf(userId), fields.oneTimeTokens),
    mails: paged(
      (after: Cursor | null, most) => listAllMails(userId, after, most),
      ({ id, createdAt }) => ({ id, at: createdAt }),
      (row) => told(row, fields.mails),
    ),
    events: paged(
      (after: Cursor | null, most) => listAllEvents(userId, after, most),
      ({ id, at }) => ({ id, at }),
      (row) => told(withoutOthers(row, userId), fields.securityEvents),
    ),
    acts_on_others: paged(
      (after: number | null, most) => listActsOnOthers(userId, after, most),
      ({ sequence }) => sequence ?? 0,
      // The personal details are those of the other user.
      (row) => told({ ...row, personalDetails: null }, fields.securityEvents),
    ),
  }
}

async function* whole<Row extends object>(list: () => Promise<Row[]>, fields: Fields): Pages {
  yield (await list()).map((row) => told(row, fields))
}

async function* paged<Row extends object, Place>(
  list: (after: Place | null, most: number) => Promise<Row[]>,
  placeOf: (row: Row) => Place,
  entryOf: (row: Row) => Entry,
): Pages {
  for (let after: Place | null = null; ;) {
    const rows: Row[] = await list(after, PAGE)
    yield rows.map(entryOf)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = placeOf(last)
  }
}

/** An event of another user's act also says where that user was. */
function withoutOthers(event: SecurityEventRecord, userId: UserId): SecurityEventRecord {
  if (event.actorId === null || event.actorId === userId) return event
  return {
    ...event,
    sessionId: null,
    ...{ network: null, browser: null, system: null, personalDetails: null },
  }
}

type Fields = Readonly<Record<string, Decision>>

const JSON_COLUMNS = [
  ...[
    'mutedNotices',
    'amr',
    'audience',
    'details',
    'personalDetails',
    'scopes',
    'payload',
    'transports',
  ],
]

/** The columns that the file has, by the names of the database. */
function told(row: object, fields: Fields): Entry {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]: [string, unknown]) =>
      fields[name] === 'told' ? [[databaseName(name), readable(name, value)]] : [],
    ),
  )
}

function readable(name: string, value: unknown): unknown {
  return JSON_COLUMNS.includes(name) && typeof value === 'string' ? parseJson(value) : value
}

/** `createdAt` is `created_at`. */
function databaseName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
