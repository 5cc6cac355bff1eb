/** Reads rows, and makes changes that no query of the product makes. */
import { desc, eq } from 'drizzle-orm'
import { read, transaction, write } from '@/db/connection'
import type { SessionRecord } from '@/db/queries/sessions'
import {
  incidents,
  installation,
  knownDevices,
  oneTimeTokens,
  passwords,
  revokedTokens,
  roleGrants,
  roles,
  securityEvents,
  sessions,
  signingKeys,
  users,
} from '@/db/tables'
import type { SessionId, UserId } from '@/lib/base/ids'

export async function sessionRow(id: SessionId) {
  const [row] = await read((db) => db.select().from(sessions).where(eq(sessions.id, id)))
  if (!row) throw new Error(`There is no session ${id}`)
  return row
}

/** Ids of all sessions, open or ended. */
export async function sessionIds(): Promise<string[]> {
  const rows = await read((db) => db.select({ id: sessions.id }).from(sessions))
  return rows.map(({ id }) => id).sort()
}

export async function userRow(id: UserId) {
  const [row] = await read((db) => db.select().from(users).where(eq(users.id, id)))
  if (!row) throw new Error(`There is no user ${id}`)
  return row
}

export async function userIdOf(email: string): Promise<UserId> {
  const [row] = await read((db) =>
    db.select({ id: users.id }).from(users).where(eq(users.email, email)),
  )
  if (!row) throw new Error(`There is no ${email}`)
  return row.id
}

export async function userRows() {
  return read((db) => db.select().from(users))
}

export async function passwordHashes(): Promise<string[]> {
  const rows = await read((db) => db.select({ hash: passwords.hash }).from(passwords))
  return rows.map((row) => row.hash)
}

export async function revokedIds(): Promise<string[]> {
  const rows = await read((db) => db.select({ id: revokedTokens.id }).from(revokedTokens))
  return rows.map((row) => row.id)
}

/** Types of all events, newest first. */
export async function eventTypes(): Promise<string[]> {
  const rows = await read((db) =>
    db.select({ type: securityEvents.type }).from(securityEvents).orderBy(desc(securityEvents.at)),
  )
  return rows.map((row) => row.type)
}

export async function eventsOf(type: string) {
  return read((db) => db.select().from(securityEvents).where(eq(securityEvents.type, type)))
}

export async function incidentsOf(sessionId: SessionId) {
  return read((db) => db.select().from(incidents).where(eq(incidents.sessionId, sessionId)))
}

/** All known devices of all users, by when they were first seen. */
export async function deviceRows() {
  return read((db) => db.select().from(knownDevices).orderBy(knownDevices.firstSeenAt))
}

type Change<Table extends { $inferInsert: object }> = Partial<Table['$inferInsert']>

export async function changeUser(id: UserId, change: Change<typeof users>): Promise<void> {
  await transaction({ locks: 'all' }, () =>
    write((db) => db.update(users).set(change).where(eq(users.id, id))),
  )
}

export async function changeSession(id: SessionId, change: Change<typeof sessions>): Promise<void> {
  await transaction({ locks: 'all' }, () =>
    write((db) => db.update(sessions).set(change).where(eq(sessions.id, id))),
  )
}

export async function changeInstallation(change: Change<typeof installation>): Promise<void> {
  await transaction({ locks: 'all' }, () => write((db) => db.update(installation).set(change)))
}

export async function changeSigningKeys(change: Change<typeof signingKeys>): Promise<void> {
  await transaction({ locks: 'all' }, () => write((db) => db.update(signingKeys).set(change)))
}

export async function deleteBurnedKeys(): Promise<void> {
  await transaction({ locks: 'all' }, () =>
    write((db) => db.delete(signingKeys).where(eq(signingKeys.status, 'burned'))),
  )
}

export async function changePasswords(change: Change<typeof passwords>): Promise<void> {
  await transaction({ locks: 'all' }, () => write((db) => db.update(passwords).set(change)))
}

export async function revokeTokenId(id: string, expiresAt: Date): Promise<void> {
  await transaction({ locks: 'all' }, () =>
    write((db) =>
      db.insert(revokedTokens).values({ id, userId: 'usr_x', revokedAt: expiresAt, expiresAt }),
    ),
  )
}

/** Adds `count` copies of a session. */
export async function copySession(id: SessionId, count: number): Promise<void> {
  const row = await sessionRow(id)
  const copies = Array.from({ length: count }, (_, i): SessionRecord => ({
    ...row,
    id: `${id}_${i}`,
    statusIndex: null,
  }))
  for (let i = 0; i < count; i += 500) {
    await transaction({ locks: 'all' }, () =>
      write((db) => db.insert(sessions).values(copies.slice(i, i + 500))),
    )
  }
}

/** Creates a role without the checks of the product. */
export async function insertRole(name: string, permissions: readonly string[]): Promise<void> {
  const role = { name, description: name, permissions: JSON.stringify(permissions) }
  await transaction({ locks: 'all' }, () =>
    write((db) => db.insert(roles).values({ ...role, createdAt: new Date(0) })),
  )
}

export async function removeGrants(userId: UserId): Promise<void> {
  await transaction({ locks: 'all' }, () =>
    write((db) => db.delete(roleGrants).where(eq(roleGrants.userId, userId))),
  )
}

export async function oneTimeRows() {
  return read((db) => db.select().from(oneTimeTokens))
}
