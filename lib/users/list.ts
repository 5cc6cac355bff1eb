/** Lists users, page by page. */
import { z } from 'zod'
import type { Cursor } from '@/db/queries/pages'
import { countHolders, listRolesOf } from '@/db/queries/role-grants'
import {
  countUserRows,
  listDisabledUserRows,
  listHolderRows,
  listLastSeen,
  listUserRows,
  listUserRowsByEmail,
  listUsersSeen,
} from '@/db/queries/user-lists'
import type { UserRecord } from '@/db/queries/users'
import { withSecondFactor } from '@/lib/factors/second-factor'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { decodeCursor, decodeTimeCursor, encodeCursor, encodeTimeCursor } from '@/lib/base/cursor'
import type { UserId } from '@/lib/base/ids'

export const PAGE_SIZE = 50
/** The largest allowed page. */
export const MAX_PAGE_SIZE = 500

export type UserFilter = 'all' | 'disabled' | { readonly role: string }

/** For the filter `all`; the others have a fixed order. `seen` omits users without a session. */
export const USER_ORDERS = ['newest', 'oldest', 'address', 'seen'] as const
export type UserOrder = (typeof USER_ORDERS)[number]

export interface ListInput {
  readonly filter: UserFilter
  readonly order?: UserOrder
  /** The `next` of the previous page; any other value gives the first page. */
  readonly cursor?: string | null
  readonly size?: number
}

export interface UserSummary {
  id: UserId
  email: string
  name: string
  createdAt: Date
  disabledAt: Date | null
  /** When the account is deleted, as its user asked; null without such a wish. */
  deletionDueAt: Date | null
  /** Null for a user without stored sessions. */
  lastSeenAt: Date | null
  roles: readonly string[]
  /** True if log-ins ask for more than the password. */
  hasSecondFactor: boolean
}

export interface UserPage {
  users: UserSummary[]
  /** Pass it as `cursor` to get the next page; null at the end. */
  next: string | null
}

/**
 * A page of users: all in the given order, the disabled ones from the latest, or the holders of a
 * role by id, an arbitrary order. Every page costs the same.
 *
 * @throws NotAllowed
 */
export async function listUsers(actor: Operator, input: ListInput): Promise<UserPage> {
  assertMay(actor, 'users:read')
  const size = Math.min(Math.max(1, input.size ?? PAGE_SIZE), MAX_PAGE_SIZE)
  // One extra row shows whether there is a next page.
  const rows = await rowsOf(input, size + 1)
  const page = rows.slice(0, size)
  const last = rows.length > size ? page.at(-1) : undefined
  return { users: await summariesOf(page.map(({ user }) => user)), next: last?.cursor ?? null }
}

/** Counting stops here, so that a million users cost no more: it means that many or more. */
export const MAX_COUNTED = 10_000

/** How many users match a filter, on all pages. @throws NotAllowed */
export async function countUsers(actor: Operator, filter: UserFilter): Promise<number> {
  assertMay(actor, 'users:read')
  return typeof filter === 'string'
    ? countUserRows(filter, MAX_COUNTED)
    : countHolders(filter.role, MAX_COUNTED)
}

interface PageRow {
  user: UserRecord
  /** The `next` of a page that ends with this row. */
  cursor: string
}

async function rowsOf(input: ListInput, limit: number): Promise<PageRow[]> {
  const { filter, order, cursor: text = null } = input
  const cursor = decodeTimeCursor(text, 'usr')
  if (filter === 'all' && order === 'seen') {
    const rows = await listUsersSeen(cursor, limit)
    return rows.map(({ user, seenAt }) => ({
      user,
      cursor: encodeTimeCursor({ at: seenAt, id: user.id }),
    }))
  }
  if (filter === 'all' && order === 'address') {
    const rows = await listUserRowsByEmail(decodeCursor(text, emailCursor)?.[0] ?? null, limit)
    return rows.map((user) => ({ user, cursor: encodeCursor(user.emailKey) }))
  }
  const rows = await rowsByTime(filter, order === 'oldest', cursor, limit)
  return rows.map((user) => {
    const at = (filter === 'disabled' && user.disabledAt) || user.createdAt
    return { user, cursor: encodeTimeCursor({ at, id: user.id }) }
  })
}

function rowsByTime(
  filter: UserFilter,
  isOldestFirst: boolean,
  cursor: Cursor | null,
  limit: number,
): Promise<UserRecord[]> {
  if (filter === 'disabled') return listDisabledUserRows(cursor, limit)
  if (filter !== 'all') return listHolderRows(filter.role, cursor, limit)
  return listUserRows(isOldestFirst ? 'oldest' : 'newest', cursor, limit)
}

const emailCursor = z.tuple([z.string().regex(/^[^\0]{3,320}$/)])

/** The rows of a list for these users. */
export async function summariesOf(rows: readonly UserRecord[]): Promise<UserSummary[]> {
  const ids = rows.map(({ id }) => id)
  const [held, seen, careful] = await Promise.all([
    listRolesOf(ids),
    listLastSeen(ids),
    withSecondFactor(ids),
  ])
  const lastSeen = new Map(seen.map(({ userId, at }) => [userId, at]))
  return rows.map(({ id, email, name, createdAt, disabledAt, deletionDueAt }) => ({
    id,
    email,
    name,
    createdAt,
    disabledAt,
    deletionDueAt,
    lastSeenAt: lastSeen.get(id) ?? null,
    roles: held.filter(({ userId }) => userId === id).map(({ role }) => role),
    hasSecondFactor: careful.has(id),
  }))
}
