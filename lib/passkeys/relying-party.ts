/** What passkeys are bound to: the host of `APP_ORIGIN`. */
import { isIP } from 'node:net'
import { env } from '@/lib/base/env'

export interface RelyingParty {
  /** The RP ID: a passkey works on this host and its subdomains. */
  readonly id: string
  readonly origin: string
}

/**
 * Null where browsers offer no passkeys, since the host is an IP address.
 *
 * @see https://www.w3.org/TR/webauthn-3/#relying-party-identifier
 */
export function relyingParty(): RelyingParty | null {
  const { appUrl, appOrigin } = env()
  const { hostname } = appUrl
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { id: hostname, origin: appOrigin } : null
}
