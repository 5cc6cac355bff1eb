/** Records the use of a session after the answer has been sent. */
import 'server-only'
import { after } from 'next/server'
import type { SeenFrom } from '@/lib/events/events'
import { isUseToRecord, recordUse, type Authentication } from '@/lib/sessions/authenticate'
import { log } from '@/lib/telemetry/log'

export function recordUseLater(
  { session, actor }: Extract<Authentication, { ok: true }>,
  from: SeenFrom,
): void {
  if (!isUseToRecord(session, actor, from)) return
  after(() =>
    recordUse(session, actor, from).catch((err: unknown) => {
      log.warn('The use of a session was not recorded', { err })
    }),
  )
}
