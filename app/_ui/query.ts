/** What Next.js hands a page whose address may carry a query. */
export interface QueryProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}
