/** Moves the windows of counted attempts. */
import { env } from '@/lib/base/env'
import { otherProgram } from './other-program'

/** Moves the end of every window, as if the clock had been wrong by that much. */
export async function moveExpiry(millis: number): Promise<void> {
  const by =
    env().databaseKind === 'postgres' ? `interval '${millis} milliseconds'` : String(millis)
  await otherProgram(`UPDATE rate_limits SET expire = expire + ${by}`)
}
