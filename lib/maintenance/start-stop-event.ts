/** Records when an instance starts and stops. */
import { hostname } from 'node:os'
import { transaction } from '@/db/connection'
import { env } from '@/lib/base/env'
import type { EventType } from '@/lib/events/events'
import { recordEvent } from '@/lib/events/record'
import { log } from '@/lib/telemetry/log'

/**
 * A start without a stop before it reveals a crash. If the event cannot be recorded, the instance
 * starts or stops anyway.
 */
export async function recordStartOrStop(
  type: Extract<EventType, `sys_${string}`>,
  now = new Date(),
): Promise<void> {
  const details = { host: hostname(), port: env().port, process: process.pid }
  await transaction({ locks: 'none' }, () =>
    recordEvent({ type, actorId: 'system', details }, now),
  ).catch((err: unknown) => log.warn('A start or a stop was not recorded', { err, type }))
}
