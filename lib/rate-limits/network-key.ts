/** The part of an IP address that identifies one customer of a network. */
import { isIPv6 } from 'node:net'

/**
 * An IPv4 address as it is; the first 64 bits of an IPv6 address, since a customer usually controls
 * all addresses of such a network.
 */
export function networkKey(address: string): string {
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? []
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array<string>(Math.max(gap, 0)).fill('0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
