import { exportEvents } from '@/lib/audit/export'
import { readEventFilter } from '@/lib/audit/filter'
import { withOutage } from '@/lib/request/outage'
import { withPermission } from '@/lib/request/permission'
import { localeFor, problem } from '@/lib/request/problem'
import { wordsIn } from '@/lib/words/catalogues'

export const dynamic = 'force-dynamic'

const TYPES = { json: 'application/jsonl; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const
const EXTENSIONS = { json: 'jsonl', csv: 'csv' } as const

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
  const day = new Date().toISOString().slice(0, 10)
  return new Response(bytesOf(lines), {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="audit-${day}.${EXTENSIONS[format]}"`,
      'Cache-Control': 'private, no-store',
    },
  })
})

/** Reads page by page, as fast as the client does. */
function bytesOf(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
