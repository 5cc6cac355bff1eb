/** Records when a server began to serve and when it ceased to. */
import { hostname } from 'node:os'
import { transactionOver } from '@/db/connection'
import { env } from '@/lib/base/env'
import type { EventType } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { log } from '@/lib/telemetry/log'

/**
 * A start without a stop before it tells of a crash. Where it cannot be written down the server
 * starts and stops all the same.
 */
export async function recordPresence(
  type: Extract<EventType, `sys_${string}`>,
  now = new Date(),
): Promise<void> {
  const details = { host: hostname(), port: env().port, process: process.pid }
  await transactionOver([], () => recordEvent({ type, actorId: 'system', details }, now)).catch(
    (err: unknown) => log.warn('A start or a stop was not recorded', { err, type }),
  )
}
