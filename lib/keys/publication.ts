/** How long public keys are published before they sign, and afterwards. */
import type { SigningKeyRecord } from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { addSeconds, latest, MINUTE } from '@/lib/base/time'

/** Seconds for which services may cache the key set: they trust a burned key that long. */
export const JWKS_MAX_AGE = MINUTE
/** Seconds for which caches and libraries of services may keep the key set beyond that. */
const CACHE_MARGIN = 5 * MINUTE

/** Seconds for which a key is published before it signs. */
export const PUBLISHED_AHEAD = JWKS_MAX_AGE + CACHE_MARGIN

/**
 * Seconds for which a key stays published after its last signature: its newest token lives that
 * long, and a signature in progress takes a moment. If a restart shortened the life of tokens, this
 * is too short for older ones: they are refused here for their length, and by other services
 * slightly early, which a refresh solves.
 */
export function publishedAfterRetirement(): number {
  const { accessTokenTtl, clockTolerance } = env()
  return accessTokenTtl + clockTolerance + MINUTE
}

/** When the waiting key becomes active automatically; null if never. */
export function rotationDueAt(
  active: SigningKeyRecord | null,
  next: SigningKeyRecord | null,
): Date | null {
  const { keyRotation, tokenAlgorithm } = env()
  if (tokenAlgorithm === 'HS256' || keyRotation === 0 || !active || !next) return null
  return latest(
    addSeconds(active.activatedAt ?? active.createdAt, keyRotation),
    addSeconds(next.createdAt, PUBLISHED_AHEAD),
  )
}
