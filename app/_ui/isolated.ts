/** Letters that run from right to left, and marks that make others do so. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A name within a text that can hold no element, such as what a button is called for those who
 * hear it: its direction ends where it ends. What runs from left to right stays as it is.
 *
 * @see https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
export function isolated(name: string): string {
  return RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name
}

/** What to call a person: by name, unless nothing of it can be seen, or by address. */
export function calledOf({ name, email }: { name: string; email: string }): string {
  const seen = name.replace(/[\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(seen) ? name : email
}
