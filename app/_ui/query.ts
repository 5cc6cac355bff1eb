type Query = Record<string, string | string[] | undefined>

/** What Next.js hands a page whose address may carry a query. */
export interface QueryProps {
  searchParams: Promise<Query>
}

/** One value of a query; the empty text where it is missing or comes more than once. */
export function oneOf(query: Query, name: string): string {
  const value = query[name]
  return typeof value === 'string' ? value : ''
}
