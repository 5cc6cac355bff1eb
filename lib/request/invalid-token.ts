/** Records an invalid token after the answer has been sent. */
import 'server-only'
import { after } from 'next/server'
import type { SeenFrom } from '@/lib/events/events'
import { noteInvalidToken } from '@/lib/incidents/invalid-tokens'
import { log } from '@/lib/telemetry/log'

export function noteInvalidTokenAfter(from: SeenFrom): void {
  after(() =>
    noteInvalidToken(from).catch((err: unknown) => {
      log.warn('Many invalid tokens were not recorded', { err })
    }),
  )
}
