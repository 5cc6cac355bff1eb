/** Lists users, a page at a time. */
import { z } from 'zod'
import type { Place } from '@/db/queries/pages'
import { listRolesOf } from '@/db/queries/role-grants'
import { listDisabledUserRows, listHolderRows, listUserRows } from '@/db/queries/user-lists'
import type { UserRecord } from '@/db/queries/users'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { LAST_MOMENT } from '@/lib/time'

export const PAGE_SIZE = 50
/** The most on one page, whatever is asked. */
export const MOST_ON_PAGE = 500

export type UserFilter = 'all' | 'disabled' | { readonly role: string }

export interface ListInput {
  readonly filter: UserFilter
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
  roles: readonly string[]
}

export interface UserPage {
  users: UserSummary[]
  /** What to ask for as `after`; null at the end. */
  next: string | null
}

/**
 * A page of users: the newest first, those disabled last first, or the holders of a role by their
 * id, which is no order that means anything. A page costs the same however deep it lies.
 *
 * @throws NotAllowed
 */
export async function listUsers(operator: Operator, input: ListInput): Promise<UserPage> {
  assertMay(operator, 'users:read')
  const { filter, after = null, size = PAGE_SIZE } = input
  const most = Math.min(Math.max(1, size), MOST_ON_PAGE)
  // One more than asked tells whether there are more.
  const rows = await rowsOf(filter, parseCursor(after), most + 1)
  const page = rows.slice(0, most)
  const last = rows.length > most ? page.at(-1) : undefined
  return { users: await summariesOf(page), next: last ? cursorOf(last, filter) : null }
}

function rowsOf(filter: UserFilter, behind: Place | null, limit: number): Promise<UserRecord[]> {
  if (filter === 'all') return listUserRows(behind, limit)
  if (filter === 'disabled') return listDisabledUserRows(behind, limit)
  return listHolderRows(filter.role, behind, limit)
}

const cursorSchema = z.tuple([
  z.int().nonnegative().max(LAST_MOMENT),
  z.string().regex(/^usr_[\w-]{1,60}$/),
])
const MAX_CURSOR_LENGTH = 200

function cursorOf({ id, createdAt, disabledAt }: UserRecord, filter: UserFilter): string {
  const at = (filter === 'disabled' && disabledAt) || createdAt
  return Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url')
}

/** Null for what is no cursor. */
export function parseCursor(text: string | null): Place | null {
  if (!text || text.length > MAX_CURSOR_LENGTH) return null
  const found = cursorSchema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  if (!found.success) return null
  return { at: new Date(found.data[0]), id: found.data[1] }
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
  const held = new Map<string, string[]>(rows.map(({ id }) => [id, []]))
  for (const { userId, role } of await listRolesOf([...held.keys()])) held.get(userId)?.push(role)
  return rows.map(({ id, email, name, createdAt, disabledAt }) => ({
    id,
    email,
    name,
    createdAt,
    disabledAt,
    roles: held.get(id) ?? [],
  }))
}
