/**
 * Hints about a password while the user types it, computed in the browser without word lists. A
 * hint decides nothing: the server judges the password when the form is sent.
 */
export type PasswordHint =
  | { says: 'short'; missing: number }
  | { says: 'repetitive' | 'sequential' | 'personal' | 'enough' | 'long' }

/** At this length even simple phrases take long to guess. */
const LONG = 20
/** Fewer different characters than this are a pattern. */
const MIN_CHARACTERS = 5
/** This many steps in a row are a pattern; shorter runs occur in every phrase. */
const MIN_RUN = 5
const ROWS = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890']
const MIN_NAME_LENGTH = 4

/** @param names the user's email address and name, which are easy to guess */
export function passwordHint(
  password: string,
  minLength: number,
  names: readonly string[],
): PasswordHint {
  const characters = [...password.toLowerCase()]
  if (characters.length < minLength) {
    return { says: 'short', missing: minLength - characters.length }
  }
  if (new Set(characters).size < MIN_CHARACTERS) return { says: 'repetitive' }
  if (characters.length - countInRuns(characters) < minLength / 2) return { says: 'sequential' }
  const rest = without(password.toLowerCase(), names)
  if ([...rest].length < minLength / 2) return { says: 'personal' }
  return { says: characters.length >= LONG ? 'long' : 'enough' }
}

/** How many characters continue a run such as `abcd`, `4321`, or a row of keys. */
function countInRuns(characters: readonly string[]): number {
  let [sum, run] = [0, 0]
  for (const [i, character] of characters.entries()) {
    const before = characters[i - 1]
    run = before !== undefined && isStep(before, character) ? run + 1 : 0
    if (run === MIN_RUN) sum += MIN_RUN
    else if (run > MIN_RUN) sum += 1
  }
  return sum
}

function isStep(one: string, other: string): boolean {
  const distance = (other.codePointAt(0) ?? 0) - (one.codePointAt(0) ?? 0)
  if (Math.abs(distance) === 1) return true
  return ROWS.some((row) => row.includes(one + other) || row.includes(other + one))
}

function without(password: string, names: readonly string[]): string {
  const parts = names
    .flatMap((name) => name.toLowerCase().split(/[\s@.]+/))
    .filter((part) => part.length >= MIN_NAME_LENGTH)
  return parts.reduce((rest, part) => rest.replaceAll(part, ''), password)
}
