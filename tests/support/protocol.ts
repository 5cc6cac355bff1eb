/** Requests of the protocol that reach the product without a network. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { env } from '@/lib/base/env'
import { parseJson } from '@/lib/base/json'
import { setHeaders } from '@/lib/http/headers'
import { serveOAuth } from '@/lib/http/oauth'

export interface Asking {
  readonly path: string
  /** Sent as a form; without one the request is a GET. */
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  /** Where a browser is sent. */
  readonly location: URL | null
  readonly json: Readonly<Record<string, unknown>>
}

/** What the server answers; our own pages are empty. */
export async function answerTo({ path, form, headers = {} }: Asking): Promise<Answer> {
  const req = new IncomingMessage(new Socket())
  const body = form === undefined ? '' : new URLSearchParams(form).toString()
  const ofForm = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
  }
  Object.assign(req, { method: form === undefined ? 'GET' : 'POST', url: path })
  Object.assign(req.headers, { host: env().appUrl.host }, form && ofForm, headers)
  req.push(body)
  req.push(null)

  const res = new ServerResponse(req)
  let text = ''
  // Without a connection nothing ends a response.
  res.end = (chunk?: unknown) => {
    if (typeof chunk === 'string' || Buffer.isBuffer(chunk)) text = chunk.toString()
    return res
  }
  setHeaders(req, res, env())
  const handle = async () => undefined
  if (!(await serveOAuth(req, res, { settings: env(), handle })))
    throw new Error(`Nothing at ${path}`)
  const location = res.getHeader('location')
  return {
    status: res.statusCode,
    location: typeof location === 'string' ? new URL(location, env().appOrigin) : null,
    json: text.startsWith('{') ? (parseJson(text) as Record<string, unknown>) : {},
  }
}
