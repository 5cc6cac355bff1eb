/** Seals at once, for code that cannot wait for the next round of `startSealing`. */
import { countActiveSessions, activeHours } from '@/lib/statistics/counting'
import { sealEvents } from './seal'

/**
 * Seals all events and counts the sessions in use in their hours: no other instance learns of
 * these hours. @throws Unavailable
 */
export async function sealAndCount(): Promise<void> {
  const hours = new Set<number>()
  await sealEvents((events) => activeHours(events).forEach((hour) => hours.add(hour)))
  await countHours(hours)
}

/** Counts the sessions in use in each of these hours, and removes the hour from the set. */
export async function countHours(hours: Set<number>): Promise<void> {
  for (const hour of hours) {
    await countActiveSessions(new Date(hour))
    hours.delete(hour)
  }
}
