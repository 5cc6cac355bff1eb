/** Every problem of the API, by its stable code. */
import { env } from '@/lib/base/env'
import type { Locale } from '@/lib/base/locales'
import { API_REFERENCE } from '@/lib/base/routes'
import { wordsIn } from '@/lib/words/catalogues'
import { negotiateLocale } from '@/lib/words/negotiate'

export interface ProblemKind {
  readonly status: number
  /** What went wrong, in English: the same in every answer with this code (RFC 9457 §3.1.3). */
  readonly title: string
  /** The OAuth error code (RFC 6749 §5.2, RFC 6750 §3.1, RFC 8707 §2, RFC 9470 §3). */
  readonly error?:
    | 'invalid_request'
    | 'invalid_token'
    | 'invalid_grant'
    | 'invalid_target'
    | 'insufficient_user_authentication'
    | 'mfa_required'
}

export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request is not of the form that is asked for.',
    error: 'invalid_request',
  },
  'bad-request': { status: 400, title: 'The request is not understood.' },
  'unknown-audience': {
    status: 400,
    title: 'These tokens are not for one of the services that you named.',
    error: 'invalid_target',
  },
  'not-authenticated': { status: 401, title: 'Send an access token as a Bearer token.' },
  'invalid-token': {
    status: 401,
    title: 'The token is not one of ours.',
    error: 'invalid_token',
  },
  'token-expired': {
    status: 401,
    title: 'The access token has expired: get a new one with the refresh token.',
    error: 'invalid_token',
  },
  // Only services answer this: Gatehouse issues and checks tokens by the same clock.
  'token-not-yet-valid': {
    status: 401,
    title:
      'The access token is not valid yet by the clock of this service: wait, and send it again.',
    error: 'invalid_token',
  },
  'session-ended': {
    status: 401,
    title: 'The session has ended: log in again.',
    error: 'invalid_token',
  },
  'confirm-first': {
    status: 401,
    title: 'The user has to confirm with the password first.',
    error: 'insufficient_user_authentication',
  },
  'wrong-password': { status: 401, title: 'The password is incorrect.', error: 'invalid_grant' },
  'wrong-credentials': {
    status: 401,
    title: 'Email or password is incorrect.',
    error: 'invalid_grant',
  },
  'mfa-required': {
    status: 401,
    title: 'The password is right, and a code of the second factor is needed.',
    error: 'mfa_required',
  },
  'wrong-code': { status: 401, title: 'The code is incorrect.', error: 'invalid_grant' },
  'log-in-expired': {
    status: 401,
    title: 'This log-in took too long or had too many wrong codes: begin anew.',
    error: 'invalid_grant',
  },
  'invalid-refresh-token': {
    status: 401,
    title: 'The refresh token is not one of ours.',
    error: 'invalid_grant',
  },
  'refresh-token-reused': {
    status: 401,
    title: 'The refresh token was used before by somebody else, so the session has ended.',
    error: 'invalid_grant',
  },
  'not-signed-in': { status: 401, title: 'Log in first.' },
  'address-unverified': {
    status: 403,
    title: 'The email address is not confirmed yet: open the link in the mail.',
  },
  'mfa-enrolment-required': {
    status: 403,
    title: 'The password is right, and an authenticator app must be set up first, in a browser.',
  },
  'not-allowed': { status: 403, title: 'You may not do this.' },
  'cross-site': {
    status: 403,
    title: 'This request came from another site, so it was not carried out.',
  },
  'not-found': { status: 404, title: 'There is nothing here.' },
  'not-removable': {
    status: 409,
    title: 'This one cannot be removed alone.',
  },
  'method-not-allowed': { status: 405, title: 'That method is not for this place.' },
  'too-large': { status: 413, title: 'That is too much at once.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Send the request as application/json, uncompressed.',
    error: 'invalid_request',
  },
  'wrong-host': { status: 421, title: 'This address does not belong to this app.' },
  'too-many-requests': { status: 429, title: 'Too many attempts. Try again later.' },
  'internal-error': { status: 500, title: 'Something went wrong on our side.' },
  'unknown-coding': {
    status: 501,
    title: 'Send the request whole or in chunks, in no other coding.',
  },
  'too-busy': { status: 503, title: 'We are very busy just now. Try again in a moment.' },
  unavailable: {
    status: 503,
    title: 'We cannot reach our records just now. Nothing has changed; try again.',
  },
} as const satisfies Record<string, ProblemKind>

export type ProblemCode = keyof typeof PROBLEMS

/**
 * The members of every answer with this problem. `type` is its URL in the API reference, `detail`
 * the only member in the language of the client.
 *
 * @see RFC 9457 §3.1
 */
export function problemMembers(code: ProblemCode, locale: Locale) {
  const { status, title, error }: ProblemKind = PROBLEMS[code]
  const type = `${env().appOrigin}${API_REFERENCE}#${code}`
  const detail = wordsIn(locale).problems.details[code]
  return { type, status, title, detail, code, ...(error && { error }) }
}

/** The language for the problems of a client that sent this `Accept-Language`. */
export function problemLocale(accepted: string | null): Locale {
  return negotiateLocale(accepted) ?? env().defaultLanguage
}

/** A mistake in one field of a request. */
export interface Fault {
  /** Its path, as in `audience.0`. */
  field: string
  /** In the language of the client. */
  message: string
}
