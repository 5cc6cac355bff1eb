/** Where the request at hand comes from. */
import 'server-only'
import { headers } from 'next/headers'
import { userAgent } from 'next/server'
import type { SeenFrom } from '@/lib/events/events'
import { STAMPS } from '@/lib/stamps'

const MAX_NAME_LENGTH = 40
const SYSTEMS: Readonly<Record<string, string>> = { 'Mac OS': 'macOS', 'Chromium OS': 'ChromeOS' }

export async function clientInfo(): Promise<SeenFrom> {
  return seenFrom(await headers())
}

/** Names and nothing finer: a version changes under an honest person's hands. */
export function seenFrom(requestHeaders: Headers): SeenFrom {
  const { browser, os, device } = userAgent({ headers: requestHeaders })
  const system = os.name ?? 'Unknown'
  return {
    network: requestHeaders.get(STAMPS.client) ?? 'unknown',
    browser: family(browser.name),
    system: (SYSTEMS[system] ?? system).slice(0, MAX_NAME_LENGTH),
    device: kind(device.type, os.name),
  }
}

function family(name: string | undefined): string {
  const plain = name?.replace(/^Mobile | (Mobile|Headless|WebView)$/g, '')
  return plain ? plain.slice(0, MAX_NAME_LENGTH) : 'Unknown'
}

function kind(type: string | undefined, system: string | undefined): SeenFrom['device'] {
  if (type === 'mobile') return 'phone'
  if (type === 'tablet') return 'tablet'
  return system === undefined ? 'unknown' : 'desktop'
}
