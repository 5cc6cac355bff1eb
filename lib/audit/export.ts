/** The audit log as a file, for other programs. */
import { pause } from '@/db/batches'
import { transaction } from '@/db/connection'
import type { SecurityEventRecord } from '@/db/queries/security-events'
import { csvLine } from '@/lib/base/csv'
import { parseDetails, type Details } from '@/lib/events/details'
import { recordEvent } from '@/lib/events/record'
import { assertMay, type Operator } from '@/lib/permissions/operator'
import { sessionHash } from '@/lib/telemetry/mask'
import { sequenceRangeFor, search, type EventFilter } from './search'
import { sealAndCount } from './seal-and-count'

export const EXPORT_FORMATS = ['json', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Events in memory at a time. */
const PAGE = 1000

const COLUMNS = [
  'sequence',
  'id',
  'type',
  'at',
  'actor',
  'user',
  'session',
  'request',
  'details',
  'network',
  'browser',
  'system',
  'personal_details',
  'hash',
] as const

type ExportRow = Record<(typeof COLUMNS)[number], unknown>

/**
 * All matching events, oldest first, as JSON lines or CSV (RFC 4180). Records the export before
 * the first line leaves.
 *
 * @throws NotAllowed, Unavailable; also between two lines, so that a part never looks complete
 */
export async function exportEvents(
  operator: Operator,
  format: ExportFormat,
  filter: EventFilter = {},
  now = new Date(),
): Promise<AsyncIterable<string>> {
  assertMay(operator, 'audit:read')
  await sealAndCount()
  const range = await sequenceRangeFor(filter)
  await transaction({ locks: 'none' }, () =>
    recordEvent(
      {
        type: 'audit_exported',
        actorId: operator.userId,
        ...(operator.sessionId ? { sessionId: operator.sessionId } : {}),
        details: { format, through: range.before - 1 },
      },
      now,
    ),
  )
  return pages(filter, range, format)
}

async function* pages(
  filter: EventFilter,
  range: Awaited<ReturnType<typeof sequenceRangeFor>>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS)
  const line = format === 'csv' ? csvOf : jsonLine
  for (let after = range.after; ;) {
    const rows = await search(filter, { ...range, after }, { order: 'oldest', limit: PAGE })
    if (rows.length > 0) yield rows.map((row) => line(toExportRow(row))).join('')
    if (rows.length < PAGE) return
    after = rows.at(-1)?.sequence ?? range.before
    await pause()
  }
}

function toExportRow(event: SecurityEventRecord): ExportRow {
  return {
    sequence: event.sequence,
    id: event.id,
    type: event.type,
    at: event.at.toISOString(),
    actor: event.actorId,
    user: event.userId,
    session: event.sessionId === null ? null : sessionHash(event.sessionId),
    request: event.requestId,
    details: withoutSessions(parseDetails(event.details)),
    network: event.network,
    browser: event.browser,
    system: event.system,
    personal_details: parseDetails(event.personalDetails),
    hash: event.hash,
  }
}

/** The details of an event about another session contain that session's id. */
function withoutSessions({ session, ...details }: Details): Details {
  return session === undefined ? details : { ...details, session: sessionHash(String(session)) }
}

function jsonLine(event: ExportRow): string {
  return `${JSON.stringify(event)}\n`
}

function csvOf(event: ExportRow): string {
  return csvLine(COLUMNS.map((column) => event[column]))
}
