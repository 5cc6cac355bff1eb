/** Ada, who changes her password on one of two devices, and what works afterwards. */
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import type { SessionTokens } from '@/lib/sessions/issue'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, NO_TOKENS, PASSWORD } from './accounts'
import { at, LAPTOP, NOW, PHONE } from './people'

const EMAIL = 'ada@example.com'

/** Ada on a laptop and, with `Stay signed in`, on a phone; `actor` is Ada at the laptop. */
export async function givenAda(password = PASSWORD) {
  const laptop = await givenAccount({ email: EMAIL, password })
  const again = { email: EMAIL, password, persistent: true, from: PHONE, replaces: NO_TOKENS }
  const result = await logIn(again, NOW)
  if (!result.ok) throw new Error(result.reason)
  return { laptop, phone: result.tokens, actor: await actorOf(laptop) }
}

export async function actorOf(tokens: SessionTokens, now = at(1)): Promise<Actor> {
  const found = await authenticate(tokens.access, 'web', now)
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}

/** Whether the access token is accepted after the change. */
export async function isIn(tokens: SessionTokens): Promise<boolean> {
  return (await authenticate(tokens.access, 'web', at(61))).ok
}

export async function passwordLogsIn(password: string, email = EMAIL): Promise<boolean> {
  const attempted = { email, password, persistent: false, from: LAPTOP, replaces: NO_TOKENS }
  return (await logIn(attempted, at(63))).ok
}
