type Query = Record<string, string | string[] | undefined>

/** The props of a page that reads its query. */
export interface QueryProps {
  searchParams: Promise<Query>
}

/** A query parameter; empty if it is missing, repeated or not valid text. */
export function oneOf(query: Query, name: string): string {
  const value = query[name]
  // PostgreSQL text cannot hold a null character.
  return typeof value === 'string' && !value.includes('\0') ? value : ''
}
