/** Every operation of the API: its path, what it takes and answers, and who may call it. */
import type { ApiMethod } from '@/lib/base/methods'
import { API, JWKS, STATUS_LISTS } from '@/lib/base/routes'
import type { z } from 'zod'
import type { ProblemCode } from './problems'
import {
  confirmAnswer,
  codeBody,
  confirmBody,
  factorsAnswer,
  logInBody,
  meAnswer,
  profileBody,
  refreshBody,
  revokeBody,
  sessionsAnswer,
  tokenAnswer,
} from './schemas'

export interface Operation {
  readonly method: ApiMethod
  /** Parameters are in braces, as in OpenAPI. */
  readonly path: string
  readonly summary: string
  readonly description: string
  /** `bearer` needs the access token of an active session; `anyone` needs no token. */
  readonly access: 'bearer' | 'anyone'
  /** Query parameters, each with its description. */
  readonly query?: Readonly<Record<string, string>>
  readonly body?: z.ZodType
  /** Accepts form-encoded bodies too (RFC 7009 §2.1). */
  readonly takesForms?: true
  /** The answer on success. Its body is JSON of `schema`, or of media type `type`, or empty. */
  readonly answer: {
    readonly status: 200 | 204
    readonly schema?: z.ZodType
    readonly type?: string
  }
  /** Its problems, besides those that `problemsOf` adds. */
  readonly problems: readonly ProblemCode[]
}

export const OPERATIONS = {
  logIn: {
    method: 'POST',
    path: `${API}/auth/login`,
    summary: 'Log in',
    description:
      'Begins a session of a device. An unknown address, a wrong password and a disabled account get one and the same answer.',
    access: 'anyone',
    body: logInBody,
    answer: { status: 200, schema: tokenAnswer },
    problems: [
      ...['unknown-audience', 'wrong-credentials', 'mfa-required', 'address-unverified'],
      ...['mfa-enrolment-required', 'too-many-requests', 'too-busy'],
    ],
  },
  completeLogIn: {
    method: 'POST',
    path: `${API}/auth/code`,
    summary: 'Log in with a code',
    description:
      'Goes on with a log-in that was answered with `mfa-required`. A code works once, and after five wrong ones the log-in begins anew.',
    access: 'anyone',
    body: codeBody,
    answer: { status: 200, schema: tokenAnswer },
    problems: ['wrong-code', 'log-in-expired', 'too-many-requests'],
  },
  refresh: {
    method: 'POST',
    path: `${API}/auth/refresh`,
    summary: 'Refresh',
    description:
      'Trades a refresh token for the next access and refresh token. Where the answer was lost ask again with the same token: you get the same refresh token again. An older one that comes back later is a copy, and ends the session.',
    access: 'anyone',
    body: refreshBody,
    answer: { status: 200, schema: tokenAnswer },
    problems: [
      'unknown-audience',
      'invalid-refresh-token',
      'refresh-token-reused',
      'session-ended',
    ],
  },
  confirm: {
    method: 'POST',
    path: `${API}/auth/confirm`,
    summary: 'Confirm',
    description:
      'Answers an access token whose `auth_time` is now, for operations that answer `confirm-first`. It comes without a refresh token: go on with the one you have. The next refresh answers the `auth_time` of the log-in again.',
    access: 'bearer',
    body: confirmBody,
    answer: { status: 200, schema: confirmAnswer },
    problems: ['wrong-password', 'mfa-required', 'wrong-code', 'too-many-requests', 'too-busy'],
  },
  logOut: {
    method: 'POST',
    path: `${API}/auth/logout`,
    summary: 'Log out',
    description: 'Ends this session. Done again it is done as well.',
    access: 'bearer',
    answer: { status: 204 },
    problems: [],
  },
  logOutEverywhere: {
    method: 'POST',
    path: `${API}/auth/logout-everywhere`,
    summary: 'Log out everywhere',
    description: 'Ends every session of the user, browsers as well, at their next request.',
    access: 'bearer',
    answer: { status: 204 },
    problems: [],
  },
  revoke: {
    method: 'POST',
    path: `${API}/revoke`,
    summary: 'Revoke a token',
    description:
      'Ends the session of an access or refresh token (RFC 7009). Answers the same for a token that is none, or ended already.',
    access: 'anyone',
    body: revokeBody,
    takesForms: true,
    answer: { status: 200 },
    problems: [],
  },
  me: {
    method: 'GET',
    path: `${API}/me`,
    summary: 'Who am I',
    description: 'The user of the access token, with roles and permissions as of now.',
    access: 'bearer',
    answer: { status: 200, schema: meAnswer },
    problems: [],
  },
  changeMe: {
    method: 'PATCH',
    path: `${API}/me`,
    summary: 'Change my profile',
    description: 'Changes the name or the language of the user. What is left out stays.',
    access: 'bearer',
    body: profileBody,
    answer: { status: 200, schema: meAnswer },
    problems: [],
  },
  listSessions: {
    method: 'GET',
    path: `${API}/sessions`,
    summary: 'List sessions',
    description:
      'Every device the user is signed in on: this one first, then by last use, 200 on a page.',
    access: 'bearer',
    query: { after: 'The `next` of the page before.' },
    answer: { status: 200, schema: sessionsAnswer },
    problems: [],
  },
  endSession: {
    method: 'DELETE',
    path: `${API}/sessions/{id}`,
    summary: 'End a session',
    description:
      'Ends one session of the user. Done again it is done as well; only after the end of this very session there is nobody left to ask. Ending another session needs a recent proof of who the user is.',
    access: 'bearer',
    answer: { status: 204 },
    problems: ['confirm-first', 'not-found'],
  },
  listFactors: {
    method: 'GET',
    path: `${API}/me/factors`,
    summary: 'List second factors',
    description:
      'What the user can show besides the password, or instead of it. The list is empty where a log-in asks for the password alone and there is no passkey.',
    access: 'bearer',
    answer: { status: 200, schema: factorsAnswer },
    problems: [],
  },
  removeFactor: {
    method: 'DELETE',
    path: `${API}/me/factors/{id}`,
    summary: 'Remove a second factor',
    description:
      'Removes one by its `id`. Done again it is done as well. It needs a recent proof of who the user is. Recovery codes go with the factor that they stand in for, and not alone; the last way to log in stays.',
    access: 'bearer',
    answer: { status: 204 },
    problems: ['confirm-first', 'not-removable', 'not-found'],
  },
  statusList: {
    method: 'GET',
    path: `${STATUS_LISTS}/{n}`,
    summary: 'Status list',
    description:
      'Which sessions have ended, for services that verify tokens themselves (draft-ietf-oauth-status-list-20). Ask again with `If-None-Match`.',
    access: 'anyone',
    answer: { status: 200, type: 'application/statuslist+jwt' },
    problems: ['not-found'],
  },
  publicKeys: {
    method: 'GET',
    path: JWKS,
    summary: 'Public keys',
    description: 'The keys that verify our tokens (RFC 7517).',
    access: 'anyone',
    answer: { status: 200, type: 'application/jwk-set+json' },
    problems: [],
  },
} as const satisfies Record<string, Operation>
