/** How a user proved who they are: the claims `amr` and `acr`. Pure. */
import { parseJson } from '@/lib/base/json'

/**
 * The methods, as in RFC 8176, and our own `fed`: another provider vouched for the user. `hwk` is a
 * passkey that is bound to one device, `swk` a synced one. `mfa` stands beside them when two
 * different factors came together, or when a passkey verified its user.
 */
export type Method = 'pwd' | 'otp' | 'hwk' | 'swk' | 'user' | 'mfa' | 'fed'

/**
 * From weakest to strongest: one factor, two, a passkey, a passkey that is bound to one device.
 *
 * @see OpenID Connect Extended Authentication Profile ACR Values 1.0 for `phr` and `phrh`
 */
export const LEVELS = ['urn:gatehouse:1', 'urn:gatehouse:2', 'phr', 'phrh'] as const
export type Level = (typeof LEVELS)[number]

const METHODS: readonly string[] = ['pwd', 'otp', 'hwk', 'swk', 'user', 'mfa', 'fed']

/** Those of a stored JSON array; none if it is damaged. */
export function methodsIn(stored: string): Method[] {
  const methods = parseJson(stored)
  if (!Array.isArray(methods)) return []
  return methods.filter((one): one is Method => typeof one === 'string' && METHODS.includes(one))
}

/** The `acr` of a proof by these methods. Methods that we do not know count for nothing. */
export function acrOf(amr: readonly string[]): Level {
  // A passkey without `mfa` did not verify its user, so it is one factor like any other.
  if (!amr.includes('mfa')) return 'urn:gatehouse:1'
  if (amr.includes('hwk')) return 'phrh'
  return amr.includes('swk') ? 'phr' : 'urn:gatehouse:2'
}

/** True if `have` is at least as strong as `wanted`. A value that we do not know meets nothing. */
export function meets(have: string | undefined, wanted: Level): boolean {
  const needed = LEVELS.indexOf(wanted)
  return needed >= 0 && LEVELS.findIndex((level) => level === have) >= needed
}
