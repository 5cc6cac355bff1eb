/** What a case of the tables of docs/openid-conformance.md is, and how its answer is seen. */
import type { AppInput } from '@/lib/apps/entered'
import type { SessionTokens } from '@/lib/sessions/issue'
import { ask, hiddenFields, type Answer, type Ask } from '../http'
import { callbackAddress, signInRequest, type RelyingParty } from '../relying-party'

export interface Given {
  readonly origin: string
  readonly email: string
  /** The user's session. */
  readonly tokens: SessionTokens
  /** The `Cookie` header of the user's browser. */
  readonly cookie: string
  /** An application of the house that keeps a secret. */
  readonly app: RelyingParty
  readonly another: (input?: Partial<AppInput>) => Promise<RelyingParty>
}

export interface Case {
  /** As the test plan or RFC 9700 calls it. */
  readonly name: string
  readonly wants: string
  /** What `see` returns: how we answer. */
  readonly answer: string
  readonly see: (given: Given) => Promise<string>
}

export interface Plan {
  readonly title: string
  readonly cases: readonly Case[]
}

export type Query = Record<string, string | null>

/** A request for a log-in with PKCE, state and nonce. `null` takes a parameter away. */
export async function asking({ app }: Pick<Given, 'app'>, change: Query = {}) {
  const { url, checks } = await signInRequest(app)
  for (const [name, value] of Object.entries(change)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return { url, verifier: checks.pkceCodeVerifier ?? '' }
}

/** What the user's browser gets for such a request. */
export async function seen(given: Given, change: Query = {}, cookie = given.cookie) {
  return seenAt((await asking(given, change)).url, cookie)
}

export async function seenAt(url: URL | string, cookie = ''): Promise<string> {
  return inWords(await visit(url, cookie), String(url))
}

/** As a browser asks for a page. */
export async function visit(url: URL | string, cookie = ''): Promise<Answer> {
  return ask(String(url), { headers: { cookie, accept: 'text/html' } })
}

const PAGES: Record<string, string> = {
  '/login': 'log-in page',
  '/confirm': 'password page',
  '/oauth/consent': 'consent page',
  '/oauth/log-out': 'log-out page',
}

export function inWords(answer: Answer, url: string): string {
  const { status, headers, body } = answer
  const to = new URL(headers.location ?? url, url)
  const isRedirect = headers.location !== undefined
  if (isRedirect && to.origin === new URL(url).origin) return PAGES[to.pathname] ?? to.pathname
  const returned = returnedBy(answer)
  if (returned) return isRedirect ? named(returned) : `posts ${named(returned)}`
  if (headers['content-type']?.startsWith('text/html') === true) return `our page, ${status}`
  const { error } = body.startsWith('{') ? (JSON.parse(body) as { error?: string }) : {}
  return error === undefined ? String(status) : `${status} ${error}`
}

/** What the answer takes back to the application; null if it leads nowhere. */
export function returnedBy({ headers, body }: Answer): Record<string, string> | null {
  if (headers.location !== undefined) {
    const { hash, searchParams } = new URL(headers.location, 'http://localhost')
    return Object.fromEntries(hash === '' ? searchParams : new URLSearchParams(hash.slice(1)))
  }
  const posts = '<form method="post" action="http'
  return body.includes(posts) ? hiddenFields(body, 'method="post"') : null
}

function named({ error, code }: Record<string, string>): string {
  if (error !== undefined) return error
  return code === undefined ? 'redirect' : 'code'
}

/** Posts a form to an endpoint for programs, with the application's secret unless it has none. */
export async function posted(
  { origin, app: { id, secret } }: Pick<Given, 'origin' | 'app'>,
  path: string,
  form: Query,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const proof = secret === null ? { client_id: id } : {}
  const fields = Object.entries({ ...proof, ...form }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value]],
  )
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
  const asked: Ask = {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(secret === null ? {} : { authorization: basic }),
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  }
  return ask(origin + path, asked)
}

/** The form that exchanges a fresh code. */
export async function codeForm(given: Given, change: Query = {}) {
  const { url, verifier } = await asking(given, change)
  const { headers } = await visit(url, given.cookie)
  const code = new URL(headers.location ?? '', url).searchParams.get('code') ?? 'none'
  return {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: change.redirect_uri ?? (await callbackAddress()),
  }
}

export interface Tokens {
  access_token: string
  id_token: string
  refresh_token: string
  token_type: string
}

export function tokensIn({ body }: Answer): Tokens {
  return JSON.parse(body) as Tokens
}

export async function exchanged(given: Given, form: Query): Promise<string> {
  return tokenWords(await posted(given, '/oauth/token', form))
}

export function tokenWords(answer: Answer): string {
  return answer.status === 200 ? 'tokens' : inWords(answer, 'http://localhost')
}

export async function signedIn(given: Given, change: Query = {}): Promise<Tokens> {
  return tokensIn(await posted(given, '/oauth/token', await codeForm(given, change)))
}

/** The names of the claims, or the refusal. */
export async function userInfo(origin: string, asked: Ask, query = ''): Promise<string> {
  const answer = await ask(`${origin}/oauth/userinfo${query}`, asked)
  if (answer.status !== 200) return inWords(answer, origin)
  return Object.keys(JSON.parse(answer.body) as object)
    .sort()
    .join(' ')
}

export function bearing({ access_token: token }: Tokens): Ask {
  return { headers: { authorization: `Bearer ${token}` } }
}
