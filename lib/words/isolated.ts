/** Right-to-left letters, and marks that reverse other letters. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * Isolates the direction of a name within plain text, such as an `aria-label`, where no element can
 * do so. Left-to-right names are returned unchanged.
 *
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}

/** A user's name if any of it is visible, or else their email address. */
export function displayNameOf({ name, email }: { name: string; email: string }): string {
  const visible = name.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(visible) ? name : email
}
