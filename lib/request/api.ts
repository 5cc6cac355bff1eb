/** The doorway of the API: every operation is read, guarded and answered here in one way. */
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

/** One request, as far as the doorway has understood it. */
interface Call<O extends Operation> {
  readonly request: Request
  readonly from: SeenFrom
  /** What stands in the braces of the path, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly body: O['body'] extends z.ZodType ? z.infer<O['body']> : undefined
  /** Whoever the access token stands for. */
  readonly actor: O['access'] extends 'bearer' ? Actor : undefined
  readonly token: O['access'] extends 'bearer' ? string : undefined
}

/** What to say: the body of a good answer, nothing where that has none, or an answer of one's own. */
type Said<O extends Operation> =
  Response | (O['answer'] extends { schema: z.ZodType } ? z.infer<O['answer']['schema']> : void)

type Ended = Extract<BearerAuthentication, { reason: 'ended' }>

interface Options {
  /** True where the end of the session that asks is all that was asked for. */
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

/** How `operation` is answered. A request that it does not describe never reaches `answer`. */
export function endpoint<O extends Operation>(
  operation: O,
  answer: (call: Call<O>) => Promise<Said<O>>,
  { endedIsDone = () => false }: Options = {},
): Endpoint {
  const handler: Handler = async (request, context) => {
    const from = seenFrom(request.headers)
    const done = () => new Response(null, { status: operation.answer.status })
    try {
      const caller = operation.access === 'bearer' ? await bearerUser(request, from) : null
      if (caller && !caller.ok) {
        return caller.reason === 'ended' && endedIsDone(caller) ? done() : unauthorized(caller)
      }
      const body = operation.body
        ? await readBody(request, operation.body, operation.takesForms ?? false)
        : null
      if (body && !body.ok) return problem(body.code, body.faults ? { faults: body.faults } : {})

      // Safe because the two lines above have made each of them what the operation says.
      const call = {
        request,
        from,
        params: await paramsOf(context),
        body: body?.value,
        actor: caller?.actor,
        token: caller?.token,
      } as Call<O>
      const said = await answer(call)
      if (said instanceof Response) return said
      return said === undefined ? done() : Response.json(said)
    } catch (error) {
      log.error(isUnavailable(error) ? 'Unavailable' : 'A request failed', { err: error })
      return isUnavailable(error) ? unavailableProblem() : problem('internal-error')
    }
  }
  return { method: operation.method, handler: async (...call) => notStored(await handler(...call)) }
}

/** The handlers of one address: those there are, and a plain refusal for the other methods. */
export function endpoints(...there: readonly Endpoint[]): Handlers {
  // Next.js answers HEAD by GET.
  const allow = there.flatMap(({ method }) => (method === 'GET' ? [method, 'HEAD'] : [method]))
  const refuse: Handler = async () => problem('method-not-allowed', { allow })
  const handlers = HANDLED.map((method) => [
    method,
    there.find((one) => one.method === method)?.handler ?? refuse,
  ])
  // Safe because it has each of the methods, by the line above.
  return Object.fromEntries(handlers) as Handlers
}

const REFUSALS = {
  missing: 'not-authenticated',
  invalid: 'invalid-token',
  expired: 'token-expired',
  ended: 'session-ended',
} as const

function unauthorized({ reason }: Exclude<BearerAuthentication, { ok: true }>): Response {
  return problem(REFUSALS[reason])
}

async function paramsOf({ params }: Context): Promise<Record<string, string>> {
  const entries = Object.entries((await params) ?? {})
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}

/** What is not said to be for everyone is for nobody to keep. */
function notStored(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  return response
}
