/** Counts for the metrics what the token endpoint gave out. */
import type { KoaContextWithOIDC } from 'oidc-provider'
import { count, type CounterLabels } from '@/lib/telemetry/metrics'
import { DEVICE_CODE } from './client-metadata'

type Grant = CounterLabels<'appTokens'>['grant']

const GRANTS: Readonly<Record<string, Grant>> = {
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  client_credentials: 'client_credentials',
  [DEVICE_CODE]: 'device_code',
}

export function countGrant({ oidc }: KoaContextWithOIDC): void {
  const grant = GRANTS[String(oidc.params?.grant_type)]
  if (grant !== undefined) count('appTokens', { grant })
}
