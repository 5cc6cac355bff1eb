/** Seals at once, for readers that cannot wait for the next round of the job. */
import { countActiveSessions, hoursOfUse } from '@/lib/statistics/counting'
import { sealEvents } from './seal'

/**
 * Seals what there is, and counts the sessions that it shows in use: the process that seals an
 * event is the last to hear of its hour. @throws Unavailable
 */
export async function sealAndCount(): Promise<void> {
  const hours = new Set<number>()
  await sealEvents((events) => hoursOfUse(events).forEach((hour) => hours.add(hour)))
  await countHours(hours)
}

/** Counts the sessions in use in each of these hours, and takes it from the set. */
export async function countHours(hours: Set<number>): Promise<void> {
  for (const hour of hours) {
    await countActiveSessions(new Date(hour))
    hours.delete(hour)
  }
}
