/** Jobs that one copy does for all. */
import { takeTry } from '@/lib/rate-limits/take'

/**
 * Runs `work` if no copy on this database has begun it within `seconds`: a counter that all of them
 * share allows one try. Where the copy that began it dies, the next turn makes good for it.
 *
 * @returns whether it ran here.
 * @throws Unavailable
 */
export async function oncePer(
  seconds: number,
  job: string,
  work: () => Promise<void>,
): Promise<boolean> {
  const wait = await takeTry([{ limit: { name: 'job', tries: 1, seconds }, key: [job] }])
  if (wait !== null) return false
  await work()
  return true
}
