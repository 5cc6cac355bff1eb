interface Seen {
  /** What it calls itself, where it is no browser. */
  deviceName?: string | null
  browser: string | null
  system: string | null
  /** Where it is known besides: what was seen of an earlier version says `iOS` for an iPad too. */
  device?: string
}

/** `Kitchen display`, `Chrome on macOS`, or as much of it as is known. */
export function deviceName({ deviceName: own, browser, system, device }: Seen): string {
  const known = [browser, systemName(system, device)]
    .filter((part) => part && part !== 'Unknown')
    .join(' on ')
  // Whoever logs in chooses the name, so what is known of them stands beside it.
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

/** Names of devices of one list, by id: equal ones are numbered in the order of their log-ins. */
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

/** A network as people know it; the empty text where nothing is known. */
export function networkName(network: string | null): string {
  if (network === null || network === 'unknown') return ''
  return network === '::1' || network.startsWith('127.') ? 'this computer' : network
}
