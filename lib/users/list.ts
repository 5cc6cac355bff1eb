/** Lists users, a page at a time. */
import { z } from 'zod'
import type { Place } from '@/db/queries/pages'
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
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { LAST_MOMENT } from '@/lib/base/time'

export const PAGE_SIZE = 50
/** The most on one page, whatever is asked. */
export const MOST_ON_PAGE = 500

export type UserFilter = 'all' | 'disabled' | { readonly role: string }

/** Of everyone; the other filters have an order of their own. `seen` leaves out who has no session. */
export const USER_ORDERS = ['newest', 'oldest', 'address', 'seen'] as const
export type UserOrder = (typeof USER_ORDERS)[number]

export interface ListInput {
  readonly filter: UserFilter
  readonly order?: UserOrder
  /** Where the page before ended, as its `next` said; anything else stands for the beginning. */
  readonly after?: string | null
  readonly size?: number
}

export interface UserSummary {
  id: string
  email: string
  name: string
  createdAt: Date
  disabledAt: Date | null
  /** In a session that is still kept; null for a user who has none. */
  lastSeenAt: Date | null
  roles: readonly string[]
}

export interface UserPage {
  users: UserSummary[]
  /** What to ask for as `after`; null at the end. */
  next: string | null
}

/**
 * A page of users: in the order asked for, those disabled last first, or the holders of a role by
 * their id, which is no order that means anything. A page costs the same however deep it lies.
 *
 * @throws NotAllowed
 */
export async function listUsers(operator: Operator, input: ListInput): Promise<UserPage> {
  assertMay(operator, 'users:read')
  const most = Math.min(Math.max(1, input.size ?? PAGE_SIZE), MOST_ON_PAGE)
  // One more than asked tells whether there are more.
  const rows = await rowsOf(input, most + 1)
  const page = rows.slice(0, most)
  const last = rows.length > most ? page.at(-1) : undefined
  return { users: await summariesOf(page.map(({ user }) => user)), next: last?.cursor ?? null }
}

/** Users are counted up to here, so that a million costs no more; it stands for that many or more. */
export const MOST_COUNTED = 10_000

/** How many users a filter finds, on all pages. @throws NotAllowed */
export async function countUsers(operator: Operator, filter: UserFilter): Promise<number> {
  assertMay(operator, 'users:read')
  return typeof filter === 'string'
    ? countUserRows(filter, MOST_COUNTED)
    : countHolders(filter.role, MOST_COUNTED)
}

interface PageRow {
  user: UserRecord
  /** Where a page that ends with it leads on. */
  cursor: string
}

async function rowsOf(input: ListInput, limit: number): Promise<PageRow[]> {
  const { filter, order, after = null } = input
  const behind = parseCursor(after)
  if (filter === 'all' && order === 'seen') {
    const rows = await listUsersSeen(behind, limit)
    return rows.map(({ user, seenAt }) => ({ user, cursor: cursorOf(seenAt, user) }))
  }
  if (filter === 'all' && order === 'address') {
    const rows = await listUserRowsByEmail(parseAddressCursor(after), limit)
    return rows.map((user) => ({ user, cursor: encode([user.emailKey]) }))
  }
  const rows = await rowsByTime(filter, order === 'oldest', behind, limit)
  return rows.map((user) => {
    const at = (filter === 'disabled' && user.disabledAt) || user.createdAt
    return { user, cursor: cursorOf(at, user) }
  })
}

function rowsByTime(
  filter: UserFilter,
  isOldestFirst: boolean,
  behind: Place | null,
  limit: number,
): Promise<UserRecord[]> {
  if (filter === 'disabled') return listDisabledUserRows(behind, limit)
  if (filter !== 'all') return listHolderRows(filter.role, behind, limit)
  return listUserRows(isOldestFirst ? 'oldest' : 'newest', behind, limit)
}

const cursorSchema = z.tuple([
  z.int().nonnegative().max(LAST_MOMENT),
  z.string().regex(/^usr_[\w-]{1,60}$/),
])
const addressCursorSchema = z.tuple([z.string().regex(/^[^\0]{3,320}$/)])
const MAX_CURSOR_LENGTH = 1000

function cursorOf(at: Date, { id }: UserRecord): string {
  return encode([at.getTime(), id])
}

function encode(place: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

function decode<T>(text: string | null, schema: z.ZodType<T>): T | null {
  if (!text || text.length > MAX_CURSOR_LENGTH) return null
  return schema.safeParse(parseJson(Buffer.from(text, 'base64url').toString())).data ?? null
}

/** Null for what is no cursor. */
export function parseCursor(text: string | null): Place | null {
  const found = decode(text, cursorSchema)
  return found && { at: new Date(found[0]), id: found[1] }
}

function parseAddressCursor(text: string | null): string | null {
  return decode(text, addressCursorSchema)?.[0] ?? null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What a list shows of each. */
export async function summariesOf(rows: readonly UserRecord[]): Promise<UserSummary[]> {
  const ids = rows.map(({ id }) => id)
  const [held, seen] = await Promise.all([listRolesOf(ids), listLastSeen(ids)])
  const lastSeen = new Map(seen.map(({ userId, at }) => [userId, at]))
  return rows.map(({ id, email, name, createdAt, disabledAt }) => ({
    id,
    email,
    name,
    createdAt,
    disabledAt,
    lastSeenAt: lastSeen.get(id) ?? null,
    roles: held.filter(({ userId }) => userId === id).map(({ role }) => role),
  }))
}
