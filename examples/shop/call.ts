/** Sends requests to services, and explains failures in words. */

export interface Call {
  readonly method?: 'GET' | 'POST'
  readonly token?: string
  readonly body?: unknown
}

export interface Said {
  readonly status: number
  /** The JSON of the answer; empty if it has no body. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Ends the program with a sentence instead of a stack trace. */
export class Failure extends Error {}

export async function call(url: string, { method = 'GET', token, body }: Call = {}): Promise<Said> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Failure(`Nobody answers at ${new URL(url).origin}. Is it running?`)
  })
  const text = await response.text()
  // Safe because all services answer with JSON objects.
  return { status: response.status, body: text ? (JSON.parse(text) as Said['body']) : {} }
}

/** Like `call`, but expects one status. @throws Failure for any other */
export async function must(status: number, url: string, what: Call): Promise<Said['body']> {
  const said = await call(url, what)
  if (said.status === status) return said.body
  throw new Failure(`${url} answered ${said.status}: ${JSON.stringify(said.body)}`)
}
