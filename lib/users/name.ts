/** Cleans and checks names. */

/** In code points. */
const MAX_NAME_LENGTH = 100

/** One line without control characters. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .replace(/\s+/g, ' ')
}

export function isNameTooLong(name: string): boolean {
  return [...name].length > MAX_NAME_LENGTH
}
