/** Records an invalid token after the answer has been sent. */
import 'server-only'
import { after } from 'next/server'
import type { SeenFrom } from '@/lib/events/events'
import { countInvalidToken } from '@/lib/incidents/invalid-tokens'
import { log } from '@/lib/telemetry/log'

export function recordInvalidTokenLater(from: SeenFrom): void {
  after(() =>
    countInvalidToken(from).catch((err: unknown) => {
      log.warn('Many invalid tokens were not recorded', { err })
    }),
  )
}
