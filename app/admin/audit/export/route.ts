import { exportEvents } from '@/lib/audit/export'
import { readEventFilter } from '@/lib/audit/filter'
import { download } from '@/lib/request/download'
import { withOutage } from '@/lib/request/outage'
import { withPermission } from '@/lib/request/permission'
import { localeFor, problem } from '@/lib/request/problem'
import { wordsIn } from '@/lib/words/catalogues'

export const dynamic = 'force-dynamic'

/**
 * The audit log as CSV or lines of JSON, with the page's filters, in no language. A bad filter
 * exports nothing.
 */
export const GET = withPermission('audit:read', async (actor, request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const format = query.format === 'csv' ? 'csv' : 'json'
  const { filter, faults } = await withOutage(() => readEventFilter(actor, query))
  if (Object.keys(faults).length > 0) {
    const words = wordsIn(localeFor(request)).audit.faults
    const fields = Object.entries(faults).map(([field, fault]) => ({
      field,
      message: words[fault],
    }))
    return problem(request, 'bad-request', { faults: fields })
  }
  const lines = await withOutage(() => exportEvents(actor, format, filter))
  return download(lines, { name: 'audit', extension: format === 'csv' ? 'csv' : 'jsonl' })
})
