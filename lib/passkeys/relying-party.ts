/** What passkeys are bound to: the host of `APP_ORIGIN`. */
import { isIP } from 'node:net'
import { env } from '@/lib/base/env'
import { PARTS } from '@/lib/base/parts'

export interface RelyingParty {
  /** The RP ID: a passkey works on this host and its subdomains. */
  readonly id: string
  readonly origin: string
}

/**
 * Null where browsers offer no passkeys, since the host is an IP address, and where passkeys are left
 * out.
 *
 * @see https://www.w3.org/TR/webauthn-3/#relying-party-identifier
 */
export function relyingParty(): RelyingParty | null {
  if (!PARTS.passkeys) return null
  const { appUrl, appOrigin } = env()
  const { hostname } = appUrl
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { id: hostname, origin: appOrigin } : null
}
