/** Guesses at a password, counted without checking one: a test of a limit need not wait for each. */
import { familiarityOf, limitsFor } from '@/lib/sessions/log-in-limits'
import type { LogInAttempt } from '@/lib/sessions/log-in'
import { takeAttempt } from '@/lib/rate-limits/take'
import { otherProgram } from './other-program'
import { PHONE } from './people'
import { userIdOf } from './rows'

/** Counts one attempt as `logIn` does; it then looks at a password, which changes no count. */
export async function countAttempt(
  email: string,
  client: Pick<LogInAttempt, 'from' | 'deviceSecret'>,
): Promise<void> {
  const userId = await userIdOf(email).catch(() => null)
  const { all } = await limitsFor(email, client, await familiarityOf(userId, client))
  await takeAttempt(all)
}

/** Counts strangers' guesses at the password of one account, as if each had a network of its own. */
export async function countGuesses(email: string, guesses: number): Promise<void> {
  await countAttempt(email, { from: { ...PHONE, network: '10.0.1.244' } })
  const limit = 'log-in-account:%'
  await otherProgram(`UPDATE rate_limits SET points = ${guesses} WHERE key LIKE '${limit}'`)
}
