/** What is done once an hour, by one copy for all. */
import { log } from '@/lib/telemetry/log'
import { HOUR, MINUTE } from '@/lib/base/time'
import { oncePer } from './once'
import { purgeExpired } from './purge'

/** Removes old rows now and every hour, for as long as the process runs. */
export function purgeHourly(): void {
  purge()
  setInterval(purge, HOUR * 1000).unref()
}

function purge(): void {
  // A little less than the time between two turns, which are never quite even.
  oncePer(HOUR - MINUTE, 'purge', () => purgeExpired(new Date())).then(
    (ran) => log.debug(ran ? 'Old rows were removed' : 'Old rows are removed by another copy'),
    (err: unknown) => log.error('Old rows could not be removed, trying again in an hour', { err }),
  )
}
