/** Error answers of the API, each with a stable code. */
import 'server-only'
import {
  problemLocale,
  problemMembers,
  PROBLEMS,
  type Fault,
  type ProblemCode,
  type ProblemKind,
} from '@/lib/api/problems'
import { env } from '@/lib/base/env'
import type { Locale } from '@/lib/base/locales'

interface Options {
  /** In seconds. */
  retryAfter?: number
  faults?: readonly Fault[]
  /** The methods that the path supports. */
  allow?: readonly string[]
  /** Further members, which programs need to go on (RFC 9457 §3.2). */
  members?: Readonly<Record<string, unknown>>
}

/** What the answer to a request depends on. */
type Refused = Pick<Request, 'headers'>

/** @see RFC 9457; RFC 6750 §3 and RFC 9470 §3 for the challenge that comes with 401 */
export function problem(
  request: Refused,
  code: ProblemCode,
  { retryAfter, faults, allow, members }: Options = {},
): Response {
  const kind: ProblemKind = PROBLEMS[code]
  const { status } = kind
  const locale = localeFor(request)
  return Response.json(
    { ...problemMembers(code, locale), ...(faults && { errors: faults }), ...members },
    {
      status,
      headers: {
        'Content-Type': 'application/problem+json',
        'Content-Language': locale,
        // Next.js adds it to the `Vary` that every answer of the API has.
        Vary: 'Accept-Language',
        'Cache-Control': 'no-store',
        ...(status === 401 && { 'WWW-Authenticate': challenge(kind) }),
        ...(retryAfter !== undefined && { 'Retry-After': String(Math.max(1, retryAfter)) }),
        ...(allow && { Allow: allow.join(', ') }),
      },
    },
  )
}

/** The language for the problems that a request runs into. */
export function localeFor({ headers }: Refused): Locale {
  return problemLocale(headers.get('accept-language'))
}

/** A request without a token gets no error code (RFC 6750 §3.1). */
function challenge({ title, error }: ProblemKind): string {
  if (error === 'insufficient_user_authentication') {
    return `Bearer error="${error}", error_description="${title}", max_age="${env().stepUpMaxAge}"`
  }
  return error === 'invalid_token'
    ? `Bearer error="invalid_token", error_description="${title}"`
    : 'Bearer'
}

/** When to retry during an outage, in seconds. */
const OUTAGE_RETRY = 5

export function unavailableProblem(request: Refused): Response {
  return problem(request, 'unavailable', { retryAfter: OUTAGE_RETRY })
}
