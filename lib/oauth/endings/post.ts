/** Posts to addresses that administrators entered, and reads nothing but the status. */
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { log } from '@/lib/telemetry/log'

/** In milliseconds, from the look-up of the name to the status. */
const TIMEOUT_MS = 5000

/**
 * Where machines ask their cloud about themselves, credentials included. Other private addresses
 * are allowed: applications of the house are there.
 */
const FORBIDDEN = new BlockList()
FORBIDDEN.addSubnet('169.254.0.0', 16)
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6')
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6')

/** The HTTP status, or why there is none. */
export type PostResult = number | 'forbidden' | 'timeout' | 'unreachable'

class ForbiddenAddress extends Error {}

/** Follows no redirect. */
export function postForm(
  address: string,
  form: Readonly<Record<string, string>>,
  timeoutMs = TIMEOUT_MS,
): Promise<PostResult> {
  const url = new URL(address)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isForbidden(host)) return Promise.resolve('forbidden')
  const body = new URLSearchParams(form).toString()
  const signal = AbortSignal.timeout(timeoutMs)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Gatehouse',
        },
        // A connection of its own: one that was kept may be half closed.
        agent: false,
        lookup: lookupAllowed,
        signal,
      },
      (answer) => {
        resolve(answer.statusCode ?? 'unreachable')
        answer.destroy()
      },
    )
    sent.on('error', (error) => {
      if (signal.aborted) return resolve('timeout')
      if (error instanceof ForbiddenAddress) return resolve('forbidden')
      log.debug('An application could not be reached', { err: error })
      resolve('unreachable')
    })
    sent.end(body)
  })
}

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/** Looks at the address that is connected to, so that no name can lead to a forbidden one. */
function lookupAllowed(hostname: string, options: LookupOptions, callback: Callback): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '')
    if (addresses.some(({ address }) => isForbidden(address))) {
      return callback(new ForbiddenAddress(`${hostname} is link-local`), '')
    }
    const [first] = addresses
    if (options.all === true || !first) return callback(null, addresses)
    callback(null, first.address, first.family)
  })
}

function isForbidden(host: string): boolean {
  const family = isIP(host)
  return family !== 0 && FORBIDDEN.check(host, family === 6 ? 'ipv6' : 'ipv4')
}
