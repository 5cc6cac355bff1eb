/** Whether two addresses are in one network, as far as addresses tell. Pure. */
import { isIP } from 'node:net'
import { networkKey } from '@/lib/rate-limits/network-key'

/**
 * `unknown` for an IPv4 and an IPv6 address: many homes have both, and a device may use the other one.
 */
export function nearnessOf(one: string, other: string): 'near' | 'far' | 'unknown' {
  if (networkKey(one) === networkKey(other)) return 'near'
  return isIP(one) === isIP(other) ? 'far' : 'unknown'
}
