type Query = Record<string, string | string[] | undefined>

/** What Next.js hands a page whose address may carry a query. */
export interface QueryProps {
  searchParams: Promise<Query>
}

/** One value of a query; the empty text where it is missing, comes more than once, or no text. */
export function oneOf(query: Query, name: string): string {
  const value = query[name]
  // PostgreSQL knows no zero in a text.
  return typeof value === 'string' && !value.includes('\0') ? value : ''
}
