/** Destroys what is left of keys that nobody needs any more. */
import { transactionOver } from '@/db/connection'
import { destroySigningKey, listKeysRetiredBefore } from '@/db/queries/signing-keys'
import { recordEvent } from '@/lib/events/record'
import { log } from '@/lib/telemetry/log'
import { after } from '@/lib/base/time'
import { publishedAfterRetirement } from './publication'
import { openPublicHalf } from './signing-keys'
import { wrap } from './wrapping'

/**
 * Keys whose last token has died are gone from now on: refused whatever a token of them claims, and
 * without a private half. The public one takes its place, wrapped as that was: so it still says that
 * the key was ours, and what it signed of the audit log can be verified.
 *
 * @throws Unavailable
 */
export async function destroyRetiredKeys(now = new Date()): Promise<void> {
  for (const key of await listKeysRetiredBefore(after(now, -publishedAfterRetirement()))) {
    const publicHalf = await openPublicHalf(key)
    if (!publicHalf) {
      log.warn('A retired key does not open, so its private half is not destroyed', { key: key.id })
      continue
    }
    const kept = await wrap(new TextEncoder().encode(JSON.stringify(publicHalf)))
    const details = { key: key.id, algorithm: key.algorithm }
    await transactionOver(['keys'], async () => {
      if (!(await destroySigningKey(key, kept))) return
      await recordEvent({ type: 'key_destroyed', actorId: 'system', details }, now)
    })
  }
}
