/** Users with passkeys, through the product's own steps. */
import type { Actor } from '@/lib/sessions/authenticate'
import { newChallenge, type Purpose } from '@/lib/passkeys/challenge'
import { registerPasskey } from '@/lib/passkeys/register'
import { LAPTOP, NOW } from './people'
import { SoftwareAuthenticator } from './software-authenticator'

/** A challenge as pages have it. */
export async function challengeFor(purpose: Purpose, now = NOW): Promise<string> {
  return (await newChallenge(purpose, now)).toString('base64url')
}

/** Adds a passkey to the actor's account. */
export async function givenPasskey(
  actor: Actor,
  { authenticator = new SoftwareAuthenticator(), now = NOW } = {},
): Promise<SoftwareAuthenticator> {
  const challenge = await challengeFor(`register ${actor.sessionId}`, now)
  const text = authenticator.create(challenge)
  const made = await registerPasskey(actor, { text, from: LAPTOP }, now)
  if (!made.ok) throw new Error(made.reason)
  return authenticator
}
