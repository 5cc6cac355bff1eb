/** Destroys retired keys that are no longer needed. */
import { transaction } from '@/db/connection'
import { destroySigningKey, listKeysRetiredBefore } from '@/db/queries/signing-keys'
import { recordEvent } from '@/lib/events/record'
import { log } from '@/lib/telemetry/log'
import { addSeconds } from '@/lib/base/time'
import { publishedAfterRetirement } from './publication'
import { openPublicHalf } from './signing-keys'
import { wrap } from './wrapping'

/**
 * Destroys the private half of keys whose last token has expired, and refuses all their tokens.
 * The public half takes its place, wrapped in the same way: it proves that the key was ours, so
 * that the checkpoints it signed can still be verified.
 *
 * @throws Unavailable
 */
export async function destroyRetiredKeys(now = new Date()): Promise<void> {
  for (const key of await listKeysRetiredBefore(addSeconds(now, -publishedAfterRetirement()))) {
    const publicHalf = await openPublicHalf(key)
    if (!publicHalf) {
      log.warn('A retired key does not open, so its private half is not destroyed', { key: key.id })
      continue
    }
    const wrappedPublicHalf = await wrap(new TextEncoder().encode(JSON.stringify(publicHalf)))
    const details = { key: key.id, algorithm: key.algorithm }
    await transaction({ locks: ['keys'] }, async () => {
      if (!(await destroySigningKey(key, wrappedPublicHalf))) return
      await recordEvent({ type: 'key_destroyed', actorId: 'system', details }, now)
    })
  }
}
