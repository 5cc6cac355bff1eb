import { oneOf, type QueryProps } from '@/app/_ui/query'
import type { ActivityField } from '@/lib/events/activity-filter'

/** The filter's fields as they stand in a query. */
export function askedIn(
  query: Awaited<QueryProps['searchParams']>,
): Readonly<Record<ActivityField, string>> {
  const field = (name: ActivityField) => oneOf(query, name).trim()
  return { kind: field('kind'), from: field('from'), to: field('to') }
}
