/** Why a passkey proved nothing. */
const REFUSALS = [
  /** Nobody has it any more: the browser may forget it. */
  'unknown-passkey',
  /** Its counter went back, so it may be a copy; its owner decides. */
  'passkey-suspended',
  /** The page was open for too long, or the answer was used before. */
  'passkey-expired',
  /** Anything else: another site, another session, a broken signature. */
  'passkey-refused',
] as const

export type PasskeyRefusal = (typeof REFUSALS)[number]

export function isPasskeyRefusal(reason: string): reason is PasskeyRefusal {
  return REFUSALS.some((refusal) => refusal === reason)
}
