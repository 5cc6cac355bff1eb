/** Reads, guards and answers every API operation in the same way. */
import 'server-only'
import type { z } from 'zod'
import type { Operation } from '@/lib/api/operations'
import type { SeenFrom } from '@/lib/events/events'
import type { Actor } from '@/lib/sessions/authenticate'
import { CHANGING_METHODS } from '@/lib/base/methods'
import { log } from '@/lib/telemetry/log'
import { isUnavailable } from '@/lib/base/unavailable'
import { bearerUser, type BearerAuthentication } from './bearer-user'
import { seenFrom } from './client-info'
import { readBody } from './json-body'
import { problem, unavailableProblem } from './problem'

/** A request with its parsed and authenticated parts. */
interface Call<O extends Operation> {
  readonly request: Request
  readonly from: SeenFrom
  /** The values of the braces in the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly body: O['body'] extends z.ZodType ? z.infer<O['body']> : undefined
  readonly actor: O['access'] extends 'bearer' ? Actor : undefined
  readonly token: O['access'] extends 'bearer' ? string : undefined
}

/** The body of a successful answer, nothing if the answer has no body, or a complete `Response`. */
type Answer<O extends Operation> =
  | Response
  | (O['answer'] extends { schema: z.ZodType } ? z.infer<O['answer']['schema']> : void)

type Ended = Extract<BearerAuthentication, { reason: 'ended' }>

interface Options {
  /** True when the operation has nothing left to do because the session has ended. */
  endedIsDone?: (ended: Ended) => boolean
}

type Context = { params: Promise<Record<string, string | string[] | undefined>> }
type Handler = (request: Request, context: Context) => Promise<Response>

/** Next.js answers HEAD by GET, and OPTIONS itself. */
const HANDLED = ['GET', ...CHANGING_METHODS] as const
type Handlers = Record<(typeof HANDLED)[number], Handler>

export interface Endpoint {
  readonly method: Operation['method']
  readonly handler: Handler
}

/** The handler of `operation`. Only requests that fit its description reach `answer`. */
export function endpoint<O extends Operation>(
  operation: O,
  answer: (call: Call<O>) => Promise<Answer<O>>,
  { endedIsDone = () => false }: Options = {},
): Endpoint {
  const handler: Handler = async (request, context) => {
    const from = seenFrom(request.headers)
    const emptyAnswer = () => new Response(null, { status: operation.answer.status })
    try {
      const auth = operation.access === 'bearer' ? await bearerUser(request, from) : null
      if (auth && !auth.ok) {
        return auth.reason === 'ended' && endedIsDone(auth)
          ? emptyAnswer()
          : problem(request, REFUSALS[auth.reason])
      }
      const body = operation.body
        ? await readBody(request, operation.body, operation.takesForms ?? false)
        : null
      if (body && !body.ok) {
        return problem(request, body.code, body.faults ? { faults: body.faults } : {})
      }

      // Safe because the checks above ensure that each member is what the operation describes.
      const call = {
        request,
        from,
        params: await paramsOf(context),
        body: body?.value,
        actor: auth?.actor,
        token: auth?.token,
      } as Call<O>
      const answered = await answer(call)
      if (answered instanceof Response) return answered
      return answered === undefined ? emptyAnswer() : Response.json(answered)
    } catch (error) {
      log.error(isUnavailable(error) ? 'Unavailable' : 'A request failed', { err: error })
      return isUnavailable(error) ? unavailableProblem(request) : problem(request, 'internal-error')
    }
  }
  return { method: operation.method, handler: async (...call) => notStored(await handler(...call)) }
}

/** The handlers of one path: the given ones, and a 405 answer for the other methods. */
export function endpoints(...given: readonly Endpoint[]): Handlers {
  // Next.js answers HEAD with the GET handler.
  const allow = given.flatMap(({ method }) => (method === 'GET' ? [method, 'HEAD'] : [method]))
  const refuse: Handler = async (request) => problem(request, 'method-not-allowed', { allow })
  const handlers = HANDLED.map((method) => [
    method,
    given.find((one) => one.method === method)?.handler ?? refuse,
  ])
  // Safe because the lines above add a handler for each method.
  return Object.fromEntries(handlers) as Handlers
}

const REFUSALS = {
  missing: 'not-authenticated',
  invalid: 'invalid-token',
  expired: 'token-expired',
  ended: 'session-ended',
} as const

async function paramsOf({ params }: Context): Promise<Record<string, string>> {
  const entries = Object.entries((await params) ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

/** Answers are `no-store` unless the operation says otherwise. */
function notStored(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  return response
}
