/** The search terms of users: the words by which a search finds them, normalised. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import type { Cursor } from '@/db/queries/pages'
import { hasOldestUserTerms, insertUserTerms, listUsersWithoutTerms } from '@/db/queries/user-terms'
import type { UserId } from '@/lib/base/ids'

/** Enough for any name and email address; longer names are found by their first words. */
const MAX_TERMS = 40
/** In letters. Email addresses may be longer, but have an index of their own. */
const MAX_TERM_LENGTH = 100

interface Named {
  readonly email: string
  readonly emailKey: string
  readonly name: string
}

/** Without accents and capitals, since typing varies: `Ångström` becomes `angstrom`. */
function searchForm(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cc}\p{Cn}]+/gu, '')
    .toLowerCase()
}

/** The words of a search text. */
export function wordsOf(text: string): string[] {
  return searchForm(text).split(/\s+/).filter(Boolean).map(cut)
}

/**
 * The words of the name, whole and in parts; the email address, as typed and as stored; the text
 * before and after its @; and the parts between dots.
 */
export function termsOf({ email, emailKey, name }: Named): string[] {
  const addresses = [searchForm(email), emailKey]
  const around = addresses.flatMap((address) => address.split(/@(?=[^@]*$)/))
  const whole = [...addresses, ...around, ...wordsOf(name)]
  const parts = [...around, ...wordsOf(name)].flatMap((word) => word.split(/[^\p{L}\p{N}]+/u))
  return [...new Set([...whole, ...parts].filter(Boolean).map(cut))].slice(0, MAX_TERMS)
}

function cut(word: string): string {
  return [...word].slice(0, MAX_TERM_LENGTH).join('')
}

/** Stores the terms of a new user. Call inside the transaction that creates the user. */
export async function recordTerms(user: Named & { id: UserId }): Promise<void> {
  await insertUserTerms(termsOf(user).map((term) => ({ userId: user.id, term })))
}

/**
 * Adds the terms of users from versions before there were any.
 *
 * Works from the newest user to the oldest, so that the oldest has terms only once all have. Later
 * starts then check only the oldest user and one batch, even with a million users.
 */
export async function fillSearchTerms(): Promise<void> {
  const isFilled = await hasOldestUserTerms()
  let last: Cursor | null = null
  await inBatches(async (size) => {
    const looked = await transaction({ locks: 'all' }, async () => {
      const found = await listUsersWithoutTerms(last, size)
      await insertUserTerms(
        found.without.flatMap((user) => termsOf(user).map((term) => ({ userId: user.id, term }))),
      )
      return found.looked
    })
    last = looked.at(-1) ?? null
    return !isFilled && looked.length === size
  })
}
