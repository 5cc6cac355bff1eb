/** Requests every protected page in every way, and reports what was not refused. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { severalAtOnce } from './at-once'
import { ask, type Answer } from './http'

/** `npm run test:long -- pages` tries every cookie in every way. */
const EVERYTHING = Boolean(process.env.EVERYTHING)
const PROTECTED = /^\/(dashboard|admin|confirm|device)(\/|$)/

/** The paths of the protected pages of a build; parameters stay in brackets. */
export function protectedPages(project: string): string[] {
  const manifest = readFileSync(join(project, '.next/app-path-routes-manifest.json'), 'utf8')
  return Object.values(JSON.parse(manifest) as Record<string, string>).filter((path) =>
    PROTECTED.test(path),
  )
}

/** The ways in which Next.js serves a page. */
const TRANSPORTS: Record<
  string,
  (path: string) => { path: string; headers: Record<string, string> }
> = {
  document: (path) => ({ path, headers: {} }),
  'RSC payload': (path) => ({ path: `${path}?_rsc=x`, headers: { rsc: '1' } }),
  'RSC payload of the page alone': (path) => ({
    path: `${path}?_rsc=y`,
    headers: { rsc: '1', 'next-router-state-tree': stateTree(path) },
  }),
  prefetch: (path) => ({
    path: `${path}?_rsc=z`,
    headers: { rsc: '1', 'next-router-prefetch': '1' },
  }),
  'segment prefetch': (path) => ({
    path: `${path}?_rsc=s`,
    headers: {
      rsc: '1',
      'next-router-prefetch': '1',
      'next-router-segment-prefetch': '/_tree',
    },
  }),
  'payload file': (path) => ({ path: `${path}.rsc`, headers: {} }),
  'segment file': (path) => ({ path: `${path}.segments/_tree.segment.rsc`, headers: {} }),
  'middleware header': (path) => ({
    path,
    headers: { 'x-middleware-subrequest': Array(5).fill('middleware').join(':') },
  }),
  'purpose header': (path) => ({ path, headers: { purpose: 'prefetch' } }),
  'own header': (path) => ({
    path,
    headers: { 'x-gatehouse-hop': 'x', 'x-gatehouse-internal': '1', 'x-gatehouse-path': '/login' },
  }),
  query: (path) => ({ path: `${path}?nxtPid=x&__nextLocale=en`, headers: {} }),
  'percent-encoding': (path) => ({ path: path.replace('/d', '/%64'), headers: {} }),
  'double slash': (path) => ({ path: `/${path}`, headers: {} }),
  'dot segments': (path) => ({ path: `/x/..${path}`, headers: {} }),
  'files of the build': (path) => ({ path: `/_next/static/..${path}`, headers: {} }),
  'files of the build, encoded': (path) => ({
    path: `/_next/static/%2e%2e%2f..${path}`,
    headers: {},
  }),
}

const REFUSED_WITHIN = /NEXT_REDIRECT|NEXT_HTTP_ERROR_FALLBACK;404/
/** These answers list the segments of a route, and render none of our pages. */
const UNRENDERED: ReadonlySet<string> = new Set(['prefetch', 'segment prefetch', 'segment file'])

export interface Door {
  page: string
  /** Values of the `Cookie` header, by the name of the case. */
  cookies: Record<string, string>
  /** Words that only a user with access may read. */
  secrets: string[]
}

/**
 * Tries each page in each way of Next.js, with every useless cookie as a browser asks and with one of
 * them in the other ways, in turn. Over all pages, each way meets each cookie.
 *
 * @returns one line for each answer that was not a refusal
 */
export async function walk(origin: string, doors: readonly Door[]): Promise<string[]> {
  const ways = doors.flatMap(({ page, cookies, secrets }, i) => {
    const cases = Object.entries(cookies)
    return Object.entries(TRANSPORTS).flatMap(([name, transport], j) =>
      cases
        .filter((_, k) => EVERYTHING || name === 'document' || k === (i + j) % cases.length)
        .map(([who, cookie]) => ({ page, name, transport, who, cookie, secrets })),
    )
  })
  const faults = await severalAtOnce(ways, async (way) => {
    const { page, name, transport, who, cookie, secrets } = way
    const { path, headers } = transport(page)
    const sent = { headers: { ...headers, ...(cookie ? { cookie } : {}) } }
    const first = await ask(origin + path, sent)
    // Next.js redirects to its own URL for this payload.
    const isPayload = headers.rsc && first.location?.includes('?_rsc')
    const answer = isPayload ? await ask(origin + first.location, sent) : first
    const fault = whatIsOpen(answer, secrets, name)
    return fault ? [`${page} (${name}, ${who}): ${fault}`] : []
  })
  return faults.flat()
}

function whatIsOpen({ status, body, location }: Answer, secrets: string[], transport: string) {
  const secret = secrets.find((words) => body.includes(words))
  if (secret) return `the body holds “${secret}”`
  if (status >= 500) return `status ${status}`
  if (location !== null) {
    return /^\/(login|session\/refresh)\?|^\/(dashboard|admin|confirm|device)/.test(location)
      ? null
      : `leads to ${location}`
  }
  // The refusal of a handler, which does not redirect.
  if (status === 401) return null
  // Over the RSC transports Next.js sends the refusal in the payload.
  if (status === 404 || REFUSED_WITHIN.test(body)) return null
  return UNRENDERED.has(transport) ? null : `status ${status} (${transport})`
}

/** The header of a browser that has the layouts and wants only the page. */
function stateTree(path: string): string {
  const page: unknown = ['__PAGE__', {}, null, 'refetch']
  const tree = path
    .split('/')
    .filter(Boolean)
    .reduceRight<unknown>((inner, segment) => [segment, { children: inner }], page)
  return encodeURIComponent(JSON.stringify(['', { children: tree }]))
}
