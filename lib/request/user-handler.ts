/** The guard of handlers that answer a signed-in user. */
import 'server-only'
import type { Actor } from '@/lib/sessions/authenticate'
import { currentUser } from './current-user'
import { problem } from './problem'

type Handler = (request: Request) => Promise<Response>

/**
 * A GET handler for signed-in users; others get 401. A link on another site must not start a
 * download, nor cause an event.
 */
export function withUser(answer: (actor: Actor, request: Request) => Promise<Response>): Handler {
  return async (request) => {
    if (request.headers.get('sec-fetch-site') === 'cross-site') {
      return problem(request, 'cross-site')
    }
    const actor = await currentUser()
    return actor ? answer(actor, request) : problem(request, 'not-signed-in')
  }
}
