/** How long public keys are known ahead, and stay published afterwards. */
import type { SigningKeyRecord } from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { after, latest, MINUTE } from '@/lib/base/time'

/** How long others may go on without asking, in seconds: a burned key is believed that long. */
export const JWKS_MAX_AGE = MINUTE
/** What others may keep the key set beyond that, in seconds: caches and libraries of theirs. */
const OTHERS_CACHES = 5 * MINUTE

/** How long a key is published before it signs, in seconds. */
export const PUBLISHED_AHEAD = JWKS_MAX_AGE + OTHERS_CACHES

/**
 * How long a key is published after it has signed for the last time, in seconds: its newest token
 * lives that long, and a signature under way at that moment takes a while. Where tokens were made
 * to live longer before a restart, it falls short of theirs: they are refused for their length here,
 * and elsewhere a little early, which a refresh mends.
 */
export function publishedAfterRetirement(): number {
  const { accessTokenTtl, clockTolerance } = env()
  return accessTokenTtl + clockTolerance + MINUTE
}

/** When the key that waits signs by itself; null where it never does. */
export function rotationDueAt(
  active: SigningKeyRecord | null,
  next: SigningKeyRecord | null,
): Date | null {
  const { keyRotation, tokenAlgorithm } = env()
  if (tokenAlgorithm === 'HS256' || keyRotation === 0 || !active || !next) return null
  return latest(
    after(active.activatedAt ?? active.createdAt, keyRotation),
    after(next.createdAt, PUBLISHED_AHEAD),
  )
}
