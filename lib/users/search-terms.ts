/** The words by which a user is found, in the form in which they are compared. */
import { inBatches } from '@/db/batches'
import { transaction } from '@/db/connection'
import type { Place } from '@/db/queries/pages'
import { hasOldestUserTerms, insertUserTerms, listUsersWithoutTerms } from '@/db/queries/user-terms'

/** Enough for any name and address; a longer one is found by its first words. */
const MOST_TERMS = 40
/** In letters. Whole addresses may be longer; they are found by their own index too. */
const MAX_TERM_LENGTH = 100

interface Named {
  readonly email: string
  readonly emailKey: string
  readonly name: string
}

/** Without accents and capitals, since nobody types them the same way: `Ångström` is `angstrom`. */
export function searchForm(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cc}\p{Cn}]+/gu, '')
    .toLowerCase()
}

/** The words of what somebody typed into a search. */
export function wordsOf(text: string): string[] {
  return searchForm(text).split(/\s+/).filter(Boolean).map(cut)
}

/**
 * The words of their name, each whole and in its parts; their address, as it is typed and as it is
 * kept; what stands before and after its @; and the parts between dots.
 */
export function termsOf({ email, emailKey, name }: Named): string[] {
  const addresses = [searchForm(email), emailKey]
  const around = addresses.flatMap((address) => address.split(/@(?=[^@]*$)/))
  const whole = [...addresses, ...around, ...wordsOf(name)]
  const parts = [...around, ...wordsOf(name)].flatMap((word) => word.split(/[^\p{L}\p{N}]+/u))
  return [...new Set([...whole, ...parts].filter(Boolean).map(cut))].slice(0, MOST_TERMS)
}

function cut(word: string): string {
  return [...word].slice(0, MAX_TERM_LENGTH).join('')
}

/** Writes down the words of a new user. Inside the transaction that makes them. */
export async function recordTerms(user: Named & { id: string }): Promise<void> {
  await insertUserTerms(termsOf(user).map((term) => ({ userId: user.id, term })))
}

/**
 * Gives their words to users of an earlier version, which knew of none.
 *
 * It goes from the newest to the oldest, so that the oldest has words once all have: a start with a
 * million users looks at one batch and at the oldest.
 */
export async function fillSearchTerms(): Promise<void> {
  const isFilled = await hasOldestUserTerms()
  let last: Place | null = null
  await inBatches(async (size) => {
    const looked = await transaction(async () => {
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
