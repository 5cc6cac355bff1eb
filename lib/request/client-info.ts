/** The client address, browser and device of the current request. */
import 'server-only'
import { headers } from 'next/headers'
import { userAgent } from 'next/server'
import type { SeenFrom } from '@/lib/events/events'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { UNKNOWN_CLIENT } from '@/lib/base/unknown-client'

const MAX_NAME_LENGTH = 40
const SYSTEMS: Readonly<Record<string, string>> = { 'Mac OS': 'macOS', 'Chromium OS': 'ChromeOS' }

export async function clientInfo(): Promise<SeenFrom> {
  return seenFrom(await headers())
}

/** Names without versions, which change when a browser updates itself. */
export function seenFrom(requestHeaders: Headers): SeenFrom {
  const { browser, os, device } = userAgent({ headers: requestHeaders })
  // iPads have run iPadOS since 2019; the parser reports iOS, as for a phone.
  const system = device.model === 'iPad' ? 'iPadOS' : (os.name ?? UNKNOWN_CLIENT.system)
  return {
    network: requestHeaders.get(INTERNAL_HEADERS.client) ?? UNKNOWN_CLIENT.network,
    browser:
      family(browser.name) ?? program(requestHeaders.get('user-agent')) ?? UNKNOWN_CLIENT.browser,
    system: (SYSTEMS[system] ?? system).slice(0, MAX_NAME_LENGTH),
    device: kind(device.type, os.name),
  }
}

function family(name: string | undefined): string | null {
  return (
    name?.replace(/^Mobile | (Mobile|Headless|WebView)$/g, '').slice(0, MAX_NAME_LENGTH) || null
  )
}

/** The name at the start of a program's user agent, such as `okhttp` in `okhttp/4.12`. */
function program(agent: string | null): string | null {
  return /^([A-Za-z][\w.-]{0,39})\//.exec(agent ?? '')?.[1] ?? null
}

function kind(type: string | undefined, system: string | undefined): SeenFrom['device'] {
  if (type === 'mobile') return 'phone'
  if (type === 'tablet') return 'tablet'
  return system === undefined ? UNKNOWN_CLIENT.device : 'desktop'
}
