/** Whether the last proof of who a user is is recent enough for a grave act. */
import { env } from '@/lib/base/env'
import { addSeconds } from '@/lib/base/time'
import type { Actor } from './authenticate'

/** True if the user logged in or confirmed less than `STEP_UP_MAX_AGE` ago. */
export function isRecent({ authTime }: Pick<Actor, 'authTime'>, now = new Date()): boolean {
  return now < addSeconds(authTime, env().stepUpMaxAge)
}
