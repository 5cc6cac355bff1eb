/** What a browser without JavaScript sends to a server, as plain requests. */
import { ask, fromPageOn, hiddenFields, multipart, type Answer } from './http'
import { cookieHeader } from './session'

export interface Tokens {
  access?: string
  refresh?: string
}

export function page(
  origin: string,
  path: string,
  tokens: Tokens,
  host = new URL(origin).host,
): Promise<Answer> {
  return ask(origin + path, { headers: { host, cookie: cookieHeader(tokens) } })
}

export function logOut(origin: string, tokens: Tokens, scope = 'this'): Promise<Answer> {
  return ask(`${origin}/session/end`, {
    method: 'POST',
    body: `scope=${scope}`,
    headers: {
      ...fromPageOn(origin),
      'content-type': 'application/x-www-form-urlencoded',
      cookie: cookieHeader(tokens),
    },
  })
}

/** Fills in and sends the form of a page with the cookies of these tokens. */
export async function submit(
  origin: string,
  path: string,
  fields: Record<string, string>,
  tokens: Tokens = {},
): Promise<Answer> {
  const { body } = await ask(origin + path)
  const sent = multipart({ ...hiddenFields(body, 'name="next"'), ...fields })
  const headers = { ...sent.headers, ...fromPageOn(origin), cookie: cookieHeader(tokens) }
  return ask(origin + path, { ...sent, headers })
}

/** The tokens that an answer sets, and their lifetimes in seconds. */
export function tokensIn({ setCookies }: Answer) {
  const find = (kind: string) => {
    const line = setCookies.find((cookie) => new RegExp(`^gh_${kind}=[^;]`).test(cookie))
    const maxAge = /Max-Age=(-?\d+)/i.exec(line ?? '')?.[1]
    return { value: line?.split(/[=;]/)[1], maxAge: maxAge === undefined ? null : Number(maxAge) }
  }
  return { access: find('access'), refresh: find('refresh') }
}
