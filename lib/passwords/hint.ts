/**
 * What can be said of a password while it is typed, in the browser and without lists of words. It
 * decides nothing: the server looks closer when the form is sent.
 */
export type PasswordHint =
  | { says: 'short'; missing: number }
  | { says: 'repetitive' | 'sequential' | 'personal' | 'enough' | 'long' }

/** From here on even simple phrases take long to guess. */
const LONG = 20
/** Fewer different characters than these are a pattern. */
const FEWEST_CHARACTERS = 5
/** So many steps of one kind in a row are a pattern, and shorter ones are in every phrase. */
const LONGEST_RUN = 5
const ROWS = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890']
const FEWEST_OF_A_NAME = 4

/** @param names what everyone connects with the person: parts of their address and name */
export function passwordHint(
  password: string,
  minLength: number,
  names: readonly string[],
): PasswordHint {
  const characters = [...password.toLowerCase()]
  if (characters.length < minLength) {
    return { says: 'short', missing: minLength - characters.length }
  }
  if (new Set(characters).size < FEWEST_CHARACTERS) return { says: 'repetitive' }
  if (characters.length - inRuns(characters) < minLength / 2) return { says: 'sequential' }
  const rest = without(password.toLowerCase(), names)
  if ([...rest].length < minLength / 2) return { says: 'personal' }
  return { says: characters.length >= LONG ? 'long' : 'enough' }
}

/** How many characters follow the one before as in `abcd`, `4321`, or along a row of keys. */
function inRuns(characters: readonly string[]): number {
  let [sum, run] = [0, 0]
  for (const [i, character] of characters.entries()) {
    const before = characters[i - 1]
    run = before !== undefined && isStep(before, character) ? run + 1 : 0
    if (run === LONGEST_RUN) sum += LONGEST_RUN
    else if (run > LONGEST_RUN) sum += 1
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
    .filter((part) => part.length >= FEWEST_OF_A_NAME)
  return parts.reduce((rest, part) => rest.replaceAll(part, ''), password)
}
