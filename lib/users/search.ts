/** Searches users by name, email address or id. */
import { listUserRowsById } from '@/db/queries/user-lists'
import { findUserIdsWithTerm, listUserIdsByTerm } from '@/db/queries/user-terms'
import { findUserRow, findUserRowByEmail, type UserRecord } from '@/db/queries/users'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { isUserId, type UserId } from '@/lib/base/ids'
import { parseEmail } from './email'
import { summariesOf, type UserSummary } from './list'
import { wordsOf } from './search-terms'

const MAX_RESULTS = 100
const MAX_SEARCH_LENGTH = 300
const MAX_WORDS = 8

export interface Search {
  users: UserSummary[]
  /** True when there may be more results: further words narrow the search. */
  more: boolean
}

/**
 * Users whose name or email address has, for each word of `text`, a word that begins with it;
 * newest first. Also the user whose email address or id is `text`. Ignores accents and capitals.
 *
 * The cost is bounded: when even the rarest word is common, only some users are checked.
 *
 * @throws NotAllowed
 */
export async function searchUsers(actor: Operator, text: string, budget = BUDGET): Promise<Search> {
  assertMay(actor, 'users:read')
  const query = text.trim().slice(0, MAX_SEARCH_LENGTH)
  const exact = await findExactly(query)
  const found = await idsByWords(distinct(wordsOf(query)), budget)
  const rows = await listUserRowsById(found.ids.slice(0, MAX_RESULTS))
  const others = rows
    .filter(({ id }) => id !== exact?.id)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  const users = [...(exact ? [exact] : []), ...others].slice(0, MAX_RESULTS)
  return { users: await summariesOf(users), more: found.more }
}

async function findExactly(text: string): Promise<UserRecord | null> {
  if (isUserId(text)) return findUserRow(text)
  const email = parseEmail(text)
  return email && findUserRowByEmail(email.key)
}

/** Without words that are the beginning of another word, which is more specific. */
function distinct(words: readonly string[]): string[] {
  const unique = [...new Set(words)]
  return unique
    .filter((word) => !unique.some((other) => other !== word && other.startsWith(word)))
    .slice(0, MAX_WORDS)
}

interface Found {
  ids: UserId[]
  more: boolean
}

/** Limits the work of one search. */
export interface Budget {
  /** Users to read for a word: when it is the only one, and when there are others. */
  readonly alone: number
  readonly ofEach: number
  /** Users whose own terms are checked: in total, and per query. */
  readonly lookedThrough: number
  readonly atOnce: number
}

const BUDGET: Budget = { alone: 1000, ofEach: 10_000, lookedThrough: 5000, atOnce: 500 }

async function idsByWords(words: readonly string[], budget: Budget): Promise<Found> {
  const limit = words.length === 1 ? budget.alone : budget.ofEach
  const lists = await Promise.all(
    words.map(async (word) => {
      const ids = await listUserIdsByTerm(word, limit)
      return { word, ids: new Set(ids), isWhole: ids.length < limit }
    }),
  )
  // Among words with an incomplete list of users, the longest is most likely the rarest.
  const [rarest, ...others] = lists.sort(
    (a, b) =>
      Number(b.isWhole) - Number(a.isWhole) ||
      (a.isWhole ? a.ids.size - b.ids.size : b.word.length - a.word.length),
  )
  if (!rarest) return { ids: [], more: false }
  const whole = others.filter(({ isWhole }) => isWhole)
  const candidates = [...rarest.ids].filter((id) => whole.every(({ ids }) => ids.has(id)))
  const common = others.filter(({ isWhole }) => !isWhole).map(({ word }) => word)
  const { ids, more } = await matchingAll(common, candidates, budget)
  return { ids, more: more || !rarest.isWhole }
}

/** The candidates who match all of `words`, which match too many users to list. */
async function matchingAll(
  words: readonly string[],
  candidates: readonly UserId[],
  { lookedThrough, atOnce }: Budget,
): Promise<Found> {
  const isWithinBudget = (count: number) => words.length === 0 || count < lookedThrough
  const ids: UserId[] = []
  let checked = 0
  while (checked < candidates.length && isWithinBudget(checked) && ids.length <= MAX_RESULTS) {
    let batch: readonly UserId[] = candidates.slice(checked, checked + atOnce)
    checked += batch.length
    for (const word of words) {
      if (batch.length > 0) batch = await findUserIdsWithTerm(batch, word)
    }
    ids.push(...batch)
  }
  return { ids, more: ids.length > MAX_RESULTS || checked < candidates.length }
}
