import { eventText } from '@/app/dashboard/event-words'
import { ACTIVITY_FIELDS, readActivityFilter } from '@/lib/events/activity-filter'
import { exportActivity } from '@/lib/events/export'
import { download } from '@/lib/request/download'
import { language } from '@/lib/request/language'
import { problem } from '@/lib/request/problem'
import { withUser } from '@/lib/request/user-handler'
import { askedIn } from '../asked'

export const dynamic = 'force-dynamic'

/** A user's own activity as CSV, with the page's filters. A bad filter exports nothing. */
export const GET = withUser(async (actor, request) => {
  const { zone, words } = await language()
  const asked = askedIn(Object.fromEntries(new URL(request.url).searchParams))
  const { filter, faults } = readActivityFilter(asked, zone)
  const found = ACTIVITY_FIELDS.flatMap((field) => {
    const fault = faults[field]
    return fault ? [{ field, message: words.activity.faults[fault] }] : []
  })
  if (found.length > 0) return problem(request, 'bad-request', { faults: found })
  const lines = exportActivity(actor, filter, (event) => eventText(event, words))
  return download(lines, { name: 'activity', extension: 'csv' })
})
