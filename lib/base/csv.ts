/** Writes CSV that spreadsheets open safely. */

/** Spreadsheets run a cell that starts like this as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** One line, with its end. Objects are written as JSON. @see RFC 4180 */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`
}

/** @see https://owasp.org/www-community/attacks/CSV_Injection */
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const plain = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const text = FORMULA.test(plain) ? `'${plain}` : plain
  return /[",\r\n\t']/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
