import { WebAuthnError } from '@simplewebauthn/browser'

/** Why the browser made no passkey. */
export type Trouble = 'cancelled' | 'already' | 'failed'

/** Browsers say the same for a user who cancels and a timeout. */
export function troubleIn(error: unknown): Trouble {
  if (!(error instanceof Error)) return 'failed'
  if (error instanceof WebAuthnError && error.code.endsWith('PREVIOUSLY_REGISTERED')) {
    return 'already'
  }
  return ['NotAllowedError', 'AbortError'].includes(error.name) ? 'cancelled' : 'failed'
}
