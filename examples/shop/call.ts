/** Asks a service for something, and tells what went wrong in words. */

export interface Call {
  readonly method?: 'GET' | 'POST'
  readonly token?: string
  readonly body?: unknown
}

export interface Said {
  readonly status: number
  /** What was answered as JSON; empty where that was nothing. */
  readonly body: Readonly<Record<string, unknown>>
}

/** What ends this program with a sentence in place of a stack. */
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
  // Safe because each of the services answers with JSON objects alone.
  return { status: response.status, body: text ? (JSON.parse(text) as Said['body']) : {} }
}

/** The same, where one status is as it should be. @throws Failure for any other */
export async function must(status: number, url: string, what: Call): Promise<Said['body']> {
  const said = await call(url, what)
  if (said.status === status) return said.body
  throw new Failure(`${url} answered ${said.status}: ${JSON.stringify(said.body)}`)
}
