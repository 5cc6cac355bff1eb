/** Lists users a page at a time, and finds them by what is known of them. */
import { z } from 'zod'
import type { Place } from '@/db/queries/pages'
import { listRolesOf } from '@/db/queries/role-grants'
import {
  listDisabledUserRows,
  listHolderRows,
  listUserRows,
  listUserRowsById,
} from '@/db/queries/user-lists'
import { countTerms, findUserIdsByTerms } from '@/db/queries/user-terms'
import { findUserRow, findUserRowByEmail, type UserRecord } from '@/db/queries/users'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { parseEmail } from './email'
import { wordsOf } from './search-terms'

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
  return { users: await summaries(page), next: last ? cursorOf(last, filter) : null }
}

function rowsOf(filter: UserFilter, behind: Place | null, limit: number): Promise<UserRecord[]> {
  if (filter === 'all') return listUserRows(behind, limit)
  if (filter === 'disabled') return listDisabledUserRows(behind, limit)
  return listHolderRows(filter.role, behind, limit)
}

const cursorSchema = z.tuple([z.int().nonnegative(), z.string().regex(/^usr_[\w-]{1,60}$/)])
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
  const at = new Date(found.data[0])
  return Number.isNaN(at.getTime()) ? null : { at, id: found.data[1] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const MOST_FOUND = 100
const MAX_SEARCH_LENGTH = 300
const MOST_WORDS = 8
/** Words that are looked at in one search: what begins with one letter is half of them all. */
const WITHIN = 5000

export interface Search {
  users: UserSummary[]
  /** There may be others: more words narrow it down. */
  more: boolean
}

/**
 * Users of whose name or address some word begins with each word of `text`, newest first; and whose
 * address or id is `text`. Accents and capitals do not matter.
 *
 * The cost is bounded: where even the rarest of the words is a common one, only some are looked at.
 *
 * @throws NotAllowed
 */
export async function searchUsers(operator: Operator, text: string): Promise<Search> {
  assertMay(operator, 'users:read')
  const asked = text.trim().slice(0, MAX_SEARCH_LENGTH)
  const exact = await findExactly(asked)
  const found = await idsByWords(asked)
  const rows = await listUserRowsById(found.ids.slice(0, MOST_FOUND))
  const others = rows.filter(({ id }) => id !== exact?.id)
  const users = [...(exact ? [exact] : []), ...others].slice(0, MOST_FOUND)
  return { users: await summaries(users), more: found.more }
}

async function findExactly(text: string): Promise<UserRecord | null> {
  if (/^usr_[\w-]+$/.test(text)) return findUserRow(text)
  const email = parseEmail(text)
  return email && findUserRowByEmail(email.key)
}

async function idsByWords(text: string): Promise<{ ids: string[]; more: boolean }> {
  const words = distinct(wordsOf(text))
  const counted = await Promise.all(
    words.map(async (word) => ({ word, count: await countTerms(word, WITHIN + 1) })),
  )
  const [rarest, ...others] = counted.sort((a, b) => a.count - b.count)
  if (!rarest || rarest.count === 0) return { ids: [], more: false }
  const ids = await findUserIdsByTerms(
    rarest.word,
    others.map(({ word }) => word),
    { within: WITHIN, limit: MOST_FOUND + 1 },
  )
  return { ids, more: ids.length > MOST_FOUND || rarest.count > WITHIN }
}

/** Without those that another one begins with: it says more. */
function distinct(words: readonly string[]): string[] {
  const once = [...new Set(words)]
  return once
    .filter((word) => !once.some((other) => other !== word && other.startsWith(word)))
    .slice(0, MOST_WORDS)
}

async function summaries(rows: readonly UserRecord[]): Promise<UserSummary[]> {
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
