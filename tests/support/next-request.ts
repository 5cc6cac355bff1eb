/** Replaces `next/headers`, and `after` of `next/server`, in tests that call a guard without Next.js. */
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'

const ORIGIN = 'http://localhost:3000'

interface Cookie {
  name: string
  value: string
}

let sent = new Headers()
let jar = new Map<string, string>()
const later: unknown[] = []

export interface GivenRequest {
  headers?: Record<string, string>
  access?: string
  refresh?: string
}

/** Sets the request that the guard sees; without headers it comes from one of our pages. */
export function givenRequest({
  headers: named = { origin: ORIGIN },
  access,
  refresh,
}: GivenRequest = {}): void {
  sent = new Headers({
    [INTERNAL_HEADERS.path]: '/dashboard',
    [INTERNAL_HEADERS.client]: '192.0.2.1',
    ...named,
  })
  jar = new Map()
  if (access) jar.set('gh_access', access)
  if (refresh) jar.set('gh_refresh', refresh)
}

export async function headers(): Promise<Headers> {
  return sent
}

export async function cookies() {
  return {
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) ?? '' } : undefined),
    set: ({ name, value }: Cookie) => void jar.set(name, value),
  }
}

/** The cookies that the browser holds in the end. */
export function keptCookies(): Record<string, string> {
  return Object.fromEntries(jar)
}

/** Starts at once what Next.js would start once it has answered. */
export function after(act: () => unknown): void {
  later.push(act())
}

/** Waits for all that was left for the time after the answer. */
export async function afterTheAnswer(): Promise<void> {
  await Promise.all(later.splice(0))
}
