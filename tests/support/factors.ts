/** Users with a second factor, and the codes that they show. */
import { generateSync } from 'otplib'
import type { UserId } from '@/lib/base/ids'
import { authenticatorOf, beginAuthenticator, confirmAuthenticator } from '@/lib/factors/set-up'
import { addSeconds } from '@/lib/base/time'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { LAPTOP, NOW } from './people'
import { tokensFor } from './session'

/** The code that an app with this key shows at `point`. */
export function codeAt(key: string, point: Date): string {
  return generateSync({ secret: key, epoch: Math.floor(point.getTime() / 1000) })
}

export interface GivenFactor {
  userId: UserId
  /** The key that the app holds, in Base32. */
  key: string
  codes: string[]
}

/** Sets up an authenticator app for the actor, through the product's own steps. */
export async function givenAuthenticator(actor: Actor, now = NOW): Promise<GivenFactor> {
  await beginAuthenticator(actor, now)
  const begun = await authenticatorOf(actor, now)
  if (begun.state !== 'begun') throw new Error(`The set-up is ${begun.state}`)
  const code = codeAt(begun.key, now)
  const result = await confirmAuthenticator(actor, { code, from: LAPTOP }, now)
  if (!result.ok) throw new Error(result.reason)
  return { userId: actor.userId, key: begun.key, codes: result.codes }
}

/** Sets one up for a user who has an account; codes of now are not used yet. */
export async function givenAuthenticatorOf(person: { email: string }): Promise<GivenFactor> {
  const { access } = await tokensFor(person)
  const found = await authenticate(access, 'web')
  if (!found.ok) throw new Error(found.reason)
  return givenAuthenticator(found.actor, addSeconds(new Date(), -120))
}
