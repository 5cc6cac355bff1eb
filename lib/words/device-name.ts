import { isKnown } from '@/lib/base/unknown-client'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'

type DeviceWords = Words['devices']

interface Seen {
  /** The name that its user chose. */
  label?: string | null
  /** The name that a program chose for itself; browsers have none. */
  deviceName?: string | null
  browser: string | null
  system: string | null
  /** The kind of device, if known: records of older versions say `iOS` for an iPad too. */
  device?: string
}

/** `Kitchen display`, `Chrome on macOS`, or the part that is known. */
export function deviceName(seen: Seen, words: DeviceWords): string {
  const client = clientName(seen, words)
  const own = seen.label || seen.deviceName
  // A name may be wrong, so what we detected is shown beside it.
  if (own) return client ? fill(words.named, { name: own, client }) : own
  return client ?? words.unknown
}

function clientName(seen: Seen, words: DeviceWords): string | null {
  const browser = isKnown(seen.browser) ? seen.browser : null
  if (seen.device === 'tablet' && seen.system === 'Android') {
    return browser ? fill(words.onAndroidTablet, { browser }) : words.androidTablet
  }
  const isIpad = seen.device === 'tablet' && seen.system === 'iOS'
  const system = isIpad ? 'iPadOS' : isKnown(seen.system) ? seen.system : null
  return browser && system ? fill(words.onSystem, { browser, system }) : (browser ?? system)
}

interface Listed extends Seen {
  id: string
  createdAt: Date
}

/** Device names by id; equal names are numbered in the order of log-in. */
export function deviceNames(
  devices: readonly Listed[],
  words: DeviceWords,
): ReadonlyMap<string, string> {
  const byName = new Map<string, Listed[]>()
  for (const device of [...devices].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    const name = deviceName(device, words)
    byName.set(name, [...(byName.get(name) ?? []), device])
  }
  const numbered = (name: string, index: number) =>
    fill(words.numbered, { name, number: index + 1 })
  return new Map(
    [...byName].flatMap(([name, equals]) =>
      equals.map(({ id }, index) => [id, equals.length > 1 ? numbered(name, index) : name]),
    ),
  )
}

/** A network for display; empty if unknown. */
export function networkName(network: string | null, words: DeviceWords): string {
  if (!isKnown(network)) return ''
  return network === '::1' || network.startsWith('127.') ? words.thisComputer : network
}
