/** Finds users by what is known of them. */
import { listUserRowsById } from '@/db/queries/user-lists'
import { findUserIdsWithTerm, listUserIdsByTerm } from '@/db/queries/user-terms'
import { findUserRow, findUserRowByEmail, type UserRecord } from '@/db/queries/users'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { parseEmail } from './email'
import { summariesOf, type UserSummary } from './list'
import { wordsOf } from './search-terms'

export const MOST_FOUND = 100
const MAX_SEARCH_LENGTH = 300
const MOST_WORDS = 8

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
export async function searchUsers(
  operator: Operator,
  text: string,
  budget = BUDGET,
): Promise<Search> {
  assertMay(operator, 'users:read')
  const asked = text.trim().slice(0, MAX_SEARCH_LENGTH)
  const exact = await findExactly(asked)
  const found = await idsByWords(distinct(wordsOf(asked)), budget)
  const rows = await listUserRowsById(found.ids.slice(0, MOST_FOUND))
  const others = rows
    .filter(({ id }) => id !== exact?.id)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  const users = [...(exact ? [exact] : []), ...others].slice(0, MOST_FOUND)
  return { users: await summariesOf(users), more: found.more }
}

async function findExactly(text: string): Promise<UserRecord | null> {
  if (/^usr_[\w-]+$/.test(text)) return findUserRow(text)
  const email = parseEmail(text)
  return email && findUserRowByEmail(email.key)
}

/** Without those that another one begins with: it says more. */
function distinct(words: readonly string[]): string[] {
  const once = [...new Set(words)]
  return once
    .filter((word) => !once.some((other) => other !== word && other.startsWith(word)))
    .slice(0, MOST_WORDS)
}

interface Found {
  ids: string[]
  more: boolean
}

/** How much is looked at for one search, so that none of them takes long. */
export interface Budget {
  /** Words of one beginning, where it is the only one, and where others narrow it down. */
  readonly alone: number
  readonly ofEach: number
  /** Users whose own words are looked through, and how many of them at once. */
  readonly lookedThrough: number
  readonly atOnce: number
}

const BUDGET: Budget = { alone: 1000, ofEach: 10_000, lookedThrough: 5000, atOnce: 500 }

async function idsByWords(words: readonly string[], budget: Budget): Promise<Found> {
  const most = words.length === 1 ? budget.alone : budget.ofEach
  const lists = await Promise.all(
    words.map(async (word) => {
      const ids = await listUserIdsByTerm(word, most)
      return { word, ids: new Set(ids), isWhole: ids.length < most }
    }),
  )
  // Of those that nobody reads to the end, the longest is most likely the rarest.
  const [rarest, ...others] = lists.sort(
    (a, b) =>
      Number(b.isWhole) - Number(a.isWhole) ||
      (a.isWhole ? a.ids.size - b.ids.size : b.word.length - a.word.length),
  )
  if (!rarest) return { ids: [], more: false }
  const whole = others.filter(({ isWhole }) => isWhole)
  const candidates = [...rarest.ids].filter((id) => whole.every(({ ids }) => ids.has(id)))
  const common = others.filter(({ isWhole }) => !isWhole).map(({ word }) => word)
  const { ids, more } = await withEach(common, candidates, budget)
  return { ids, more: more || !rarest.isWhole }
}

/** Those who have words that begin so many ways that nobody reads them all. */
async function withEach(
  words: readonly string[],
  candidates: readonly string[],
  { lookedThrough, atOnce }: Budget,
): Promise<Found> {
  const isOpen = (count: number) => words.length === 0 || count < lookedThrough
  const ids: string[] = []
  let looked = 0
  while (looked < candidates.length && isOpen(looked) && ids.length <= MOST_FOUND) {
    let some: readonly string[] = candidates.slice(looked, looked + atOnce)
    looked += some.length
    for (const word of words) {
      if (some.length > 0) some = await findUserIdsWithTerm(some, word)
    }
    ids.push(...some)
  }
  return { ids, more: ids.length > MOST_FOUND || looked < candidates.length }
}
