import { isKnown } from '@/lib/base/unknown-client'

interface Seen {
  /** The name that a program chose for itself; browsers have none. */
  deviceName?: string | null
  browser: string | null
  system: string | null
  /** The kind of device, if known: records of older versions say `iOS` for an iPad too. */
  device?: string
}

/** `Kitchen display`, `Chrome on macOS`, or the part that is known. */
export function deviceName({ deviceName: own, browser, system, device }: Seen): string {
  const known = [browser, systemName(system, device)].filter(isKnown).join(' on ')
  // The client chose this name, so what we detected is shown beside it.
  if (own) return known ? `${own} (${known})` : own
  return known || 'Unknown device'
}

function systemName(system: string | null, device?: string): string | null {
  if (device !== 'tablet') return system
  if (system === 'iOS') return 'iPadOS'
  return system === 'Android' ? 'an Android tablet' : system
}

interface Listed extends Seen {
  id: string
  createdAt: Date
}

/** Device names by id; equal names are numbered in the order of log-in. */
export function deviceNames(devices: readonly Listed[]): ReadonlyMap<string, string> {
  const byName = new Map<string, Listed[]>()
  for (const device of [...devices].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    const name = deviceName(device)
    byName.set(name, [...(byName.get(name) ?? []), device])
  }
  return new Map(
    [...byName].flatMap(([name, equals]) =>
      equals.map(({ id }, index) => [id, equals.length > 1 ? `${name} (${index + 1})` : name]),
    ),
  )
}

/** A network for display; empty if unknown. */
export function networkName(network: string | null): string {
  if (!isKnown(network)) return ''
  return network === '::1' || network.startsWith('127.') ? 'this computer' : network
}
