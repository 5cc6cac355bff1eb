/** Error answers of the API, each with a stable code. */
import 'server-only'
import {
  problemMembers,
  PROBLEMS,
  type Fault,
  type ProblemCode,
  type ProblemKind,
} from '@/lib/api/problems'

interface Options {
  /** In seconds. */
  retryAfter?: number
  faults?: readonly Fault[]
  /** The methods that the path supports. */
  allow?: readonly string[]
}

/** @see RFC 9457; RFC 6750 §3 for the challenge that comes with 401 */
export function problem(code: ProblemCode, { retryAfter, faults, allow }: Options = {}): Response {
  const kind: ProblemKind = PROBLEMS[code]
  const { status } = kind
  return Response.json(
    { ...problemMembers(code), ...(faults && { errors: faults }) },
    {
      status,
      headers: {
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'no-store',
        ...(status === 401 && { 'WWW-Authenticate': challenge(kind) }),
        ...(retryAfter !== undefined && { 'Retry-After': String(Math.max(1, retryAfter)) }),
        ...(allow && { Allow: allow.join(', ') }),
      },
    },
  )
}

/** A request without a token gets no error code (RFC 6750 §3.1). */
function challenge({ title, error }: ProblemKind): string {
  return error === 'invalid_token'
    ? `Bearer error="invalid_token", error_description="${title}"`
    : 'Bearer'
}

/** When to retry during an outage, in seconds. */
const OUTAGE_RETRY = 5

export function unavailableProblem(): Response {
  return problem('unavailable', { retryAfter: OUTAGE_RETRY })
}
