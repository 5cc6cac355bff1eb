/** Calls the API as a client does, and checks every answer against the API's description. */
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import type { SessionId } from '@/lib/base/ids'
import { API } from '@/lib/base/routes'
import { ask, type Answer, type Ask } from './http'

export interface ApiCall extends Omit<Ask, 'body'> {
  token?: string
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown
}

export interface ApiAnswer extends Omit<Answer, 'body'> {
  text: string
  json: Record<string, unknown>
}

export interface DeviceTokens {
  access_token: string
  refresh_token: string
  session_id: SessionId
  expires_in: number
}

/** Calls `path` below `/api/v1`. Fails when the description does not allow the answer. */
export async function callApi(
  origin: string,
  path: string,
  { token, body, method = body === undefined ? 'GET' : 'POST', headers = {} }: ApiCall = {},
): Promise<ApiAnswer> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body)
  const { body: text, ...answer } = await ask(`${origin}${API}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : bearer(token)),
      ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  })
  const isJson = /json$/.test(answer.headers['content-type'] ?? '')
  const json = (isJson ? JSON.parse(text) : {}) as Record<string, unknown>
  await requireDescribed(origin, { method, path, host: headers.host, answer, text, json })
  return { ...answer, text, json }
}

/** Logs a device in. */
export async function logInDevice(
  origin: string,
  person: { email: string; password: string },
  more: { device?: string; audience?: readonly string[] } = {},
): Promise<DeviceTokens> {
  const { status, json } = await callApi(origin, '/auth/login', { body: { ...person, ...more } })
  if (status !== 200) throw new Error(`Log-in was answered ${status} ${String(json.code)}`)
  // Safe: the answer was checked against its description.
  return json as unknown as DeviceTokens
}

/** @param host the server's own host name, when `origin` has another one */
export function logOutDevice(origin: string, token: string, host?: string): Promise<ApiAnswer> {
  const headers = host === undefined ? {} : { host }
  return callApi(origin, '/auth/logout', { method: 'POST', token, headers })
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

interface Given {
  method: string
  path: string
  host: string | undefined
  answer: Omit<Answer, 'body'>
  text: string
  json: unknown
}

interface Described {
  paths: Record<string, Record<string, { responses: Record<string, { content?: Json }> }>>
}
type Json = Record<string, unknown>

const descriptions = new Map<string, Promise<Description>>()

interface Description {
  document: Described
  validator(pointer: string): ValidateFunction
}

async function requireDescribed(origin: string, given: Given): Promise<void> {
  const { method, path, answer, text, json } = given
  let description = descriptions.get(origin)
  if (!description) descriptions.set(origin, (description = describe(origin, given.host)))
  const { document, validator } = await description
  const asked = `${API}${path.split('?', 1)[0]}`
  const place = Object.keys(document.paths).find((known) => matches(known, asked)) ?? ''
  const operation = document.paths[place]?.[method.toLowerCase()]
  const name = `${method} ${asked} ${answer.status}`
  // A path without an operation may only answer with a problem.
  const type = answer.headers['content-type'] ?? ''
  if (!operation) {
    if (![400, 404, 405].includes(answer.status)) throw new Error(`${name} is no such place`)
    return requireValid(validator('#/components/schemas/Problem'), json, name)
  }
  const response = operation.responses[String(answer.status)]
  if (!response) throw new Error(`${name} is not described: ${text}`)
  if (!response.content) {
    if (text !== '') throw new Error(`${name} has a body: ${text}`)
    return
  }
  if (!(type in response.content)) throw new Error(`${name} is not described as ${type}`)
  const steps = ['paths', place, method.toLowerCase(), 'responses', String(answer.status)]
  const pointer = [...steps, 'content', type, 'schema'].map(escaped).join('/')
  requireValid(validator(`#/${pointer}`), /json$/.test(type) ? json : text, name)
}

function requireValid(validate: ValidateFunction, value: unknown, name: string): void {
  if (!validate(value)) {
    throw new Error(`${name} is not as described: ${JSON.stringify(validate.errors)}`)
  }
}

async function describe(origin: string, host: string | undefined): Promise<Description> {
  const headers = host === undefined ? {} : { host }
  const { body } = await ask(`${origin}${API}/openapi.json`, { headers })
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema(JSON.parse(body) as object, 'openapi')
  return {
    document: JSON.parse(body) as Described,
    validator: (pointer) => ajv.getSchema(`openapi${pointer}`) ?? missing(pointer),
  }
}

function missing(pointer: string): never {
  throw new Error(`There is no schema ${pointer}`)
}

function matches(described: string, asked: string): boolean {
  const pattern = described.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${pattern}$`).test(asked)
}

/** @see RFC 6901 §3, §6 */
function escaped(step: string): string {
  return encodeURIComponent(step.replace(/~/g, '~0').replace(/\//g, '~1'))
}
