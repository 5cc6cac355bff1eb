/** Creates users and sessions for tests with the code of the product. */
import { transaction } from '@/db/connection'
import { insertRoleGrant } from '@/db/queries/role-grants'
import { insertUser, storePassword } from '@/db/queries/users'
import type { SessionRecord } from '@/db/queries/sessions'
import type { SeenFrom } from '@/lib/events/events'
import { newGrantId, newUserId, type UserId } from '@/lib/base/ids'
import { startSession } from '@/lib/sessions/start'
import { issueTokens, type SessionTokens } from '@/lib/sessions/issue'

/** The time at which the tests run. */
export const NOW = new Date('2026-01-01T12:00:00.000Z')

/** `NOW` moved by seconds. */
export function at(seconds: number): Date {
  return new Date(NOW.getTime() + seconds * 1000)
}

export const LAPTOP: SeenFrom = {
  network: '192.0.2.1',
  browser: 'Chrome',
  system: 'macOS',
  device: 'desktop',
}
export const PHONE: SeenFrom = {
  network: '198.51.100.7',
  browser: 'Safari',
  system: 'iOS',
  device: 'phone',
}

export async function givenUser(email = 'ada@example.com'): Promise<UserId> {
  const id = newUserId()
  await transaction({ locks: 'all' }, () =>
    insertUser({
      id,
      email,
      emailKey: email,
      name: 'Ada',
      version: 0,
      disabledAt: null,
      createdAt: NOW,
    }),
  )
  return id
}

/** Gives the user a password that no test knows. */
export async function givenPassword(userId: UserId): Promise<void> {
  await transaction({ locks: 'all' }, () =>
    storePassword(userId, { hash: 'a hash of nothing', strength: null }, NOW),
  )
}

/** Gives a role without the checks of the product. */
export async function givenRole(userId: UserId, role: string): Promise<void> {
  await transaction({ locks: 'all' }, () =>
    insertRoleGrant({ id: newGrantId(), userId, role, grantedAt: NOW, grantedBy: 'system' }),
  )
}

export interface GivenSession {
  userId: UserId
  session: SessionRecord
  tokens: SessionTokens
}

interface SessionOptions {
  userId?: UserId
  version?: number
  persistent?: boolean
  from?: SeenFrom
  now?: Date
}

/** A session that began at `NOW`, with its first tokens. */
export async function givenSession(options: SessionOptions = {}): Promise<GivenSession> {
  const { version = 0, persistent = true, from = LAPTOP, now = NOW } = options
  const userId = options.userId ?? (await givenUser())
  const session = await transaction({ locks: 'all' }, () =>
    startSession({ userId, version, kind: 'web', persistent, from }, now),
  )
  return { userId, session, tokens: await issueTokens(session, now) }
}
