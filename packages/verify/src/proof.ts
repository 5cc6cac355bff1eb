/** How recently and how strongly a user has to have proved who they are. */
import type { AccessTokenClaims } from './claims.js'
import { TokenRefused } from './errors.js'

/**
 * From weakest to strongest: one factor, two, a passkey, a passkey that is bound to one device.
 *
 * @see OpenID Connect Extended Authentication Profile ACR Values 1.0 for `phr` and `phrh`
 */
export const ACR_VALUES = ['urn:gatehouse:1', 'urn:gatehouse:2', 'phr', 'phrh'] as const
export type AcrValue = (typeof ACR_VALUES)[number]

/** What a service demands of the proof. */
export interface ProofDemands {
  /** How long ago the user may have proved who they are, in seconds. Default: any time. */
  readonly maxAge?: number | undefined
  /** The weakest `acr` that is enough. Default: any. */
  readonly acr?: AcrValue | undefined
}

/** @throws TypeError for demands that no token could meet */
export function checkDemands({ maxAge = 0, acr = 'phrh' }: ProofDemands): void {
  if (!(maxAge >= 0 && Number.isFinite(maxAge))) {
    throw new TypeError('maxAge is a number of seconds, from 0 on')
  }
  if (!ACR_VALUES.includes(acr)) throw new TypeError(`acr must be of ${ACR_VALUES.join(', ')}`)
}

/**
 * @param seconds the time, in seconds since 1970
 * @throws TokenRefused with `insufficient-authentication`
 * @see RFC 9470 §3
 */
export function requireProof(
  { auth_time, acr }: AccessTokenClaims,
  demands: ProofDemands,
  { seconds, toleranceSeconds }: { seconds: number; toleranceSeconds: number },
): void {
  const { maxAge = Infinity } = demands
  const isRecent = seconds - auth_time <= maxAge + toleranceSeconds
  const isStrong = demands.acr === undefined || valuesFrom(demands.acr).some((one) => one === acr)
  if (!isRecent || !isStrong) throw new TokenRefused('insufficient-authentication', null, demands)
}

/** The members of a challenge that say what would be enough. @see RFC 9470 §3 */
export function challengeOf({ maxAge, acr }: ProofDemands): string {
  const age = maxAge === undefined ? '' : `, max_age="${maxAge}"`
  return age + (acr === undefined ? '' : `, acr_values="${valuesFrom(acr).join(' ')}"`)
}

/** The values that are enough, the demanded one first. */
function valuesFrom(acr: AcrValue): readonly AcrValue[] {
  return ACR_VALUES.slice(ACR_VALUES.indexOf(acr))
}
