/** Finds the client address of a request, which may come through trusted proxies. */
import { BlockList, isIP, SocketAddress } from 'node:net'

/** The addresses and CIDR ranges of `TRUSTED_PROXIES`, as a look-up list. */
export function proxyList(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    if (prefix === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return list
}

/**
 * The address nearest to us in the chain of `X-Forwarded-For` that is not a trusted proxy.
 *
 * Each proxy vouches only for the address that it wrote down. So the walk goes left from the
 * socket's `peer` and ends at the first untrusted address, or before the first invalid one.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string {
  let client = peer
  for (const entry of (forwardedFor ?? '').split(',').reverse()) {
    if (!isTrusted(client, trusted)) return client
    const next = normaliseAddress(entry)
    if (!next) return client
    client = next
  }
  return client
}

export function isTrusted(address: string, trusted: BlockList): boolean {
  return isIP(address) !== 0 && trusted.check(address, familyOf(address))
}

/**
 * One spelling for each address: IPv6 in its short form, IPv4 never as `::ffff:192.0.2.1`, and no
 * zone, brackets or port.
 *
 * @returns null if `text` is not an address.
 */
export function normaliseAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '')
  if (!isIP(bare)) return null
  const { address } = new SocketAddress({ address: bare, family: familyOf(bare) })
  return address.replace(/^::ffff:(?=[\d.]+$)/, '')
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6'
}
