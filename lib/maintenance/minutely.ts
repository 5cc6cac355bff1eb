/** What is done once a minute, by every copy: whatever is due is done by the first that comes. */
import { destroyRetiredKeys } from '@/lib/keys/destroy-retired'
import { rotateWhenDue } from '@/lib/keys/rotate'
import { log } from '@/lib/telemetry/log'
import { MINUTE } from '@/lib/base/time'

/** Leads each key through its life, for as long as the process runs. */
export function tendKeysEveryMinute(): void {
  void tendKeys()
  setInterval(() => void tendKeys(), MINUTE * 1000).unref()
}

/** One turn: what fails is logged, and keeps nothing else from being done. */
export async function tendKeys(now = new Date()): Promise<void> {
  try {
    if (await rotateWhenDue(now)) log.info('The next key signs: its time has come')
  } catch (err) {
    log.error('The keys could not be rotated, trying again in a minute', { err })
  }
  try {
    await destroyRetiredKeys(now)
  } catch (err) {
    log.error('Retired keys could not be destroyed, trying again in a minute', { err })
  }
}
