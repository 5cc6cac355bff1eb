/** What a request of the protocol knows, for tests that call parts of it without HTTP. */
import type { OAuthRequest } from '@/lib/oauth/browser-session'
import type { Actor } from '@/lib/sessions/authenticate'
import { LAPTOP, type GivenSession } from './people'

/** A request of this session; null for a visitor. Its actor is empty: only the session is used. */
export function oauthRequestOf(session: GivenSession['session'] | null): OAuthRequest {
  return {
    // Safe for the reason above.
    signedIn: session && { actor: {} as Actor, session },
    key: new Uint8Array(),
    problem: null,
    from: LAPTOP,
    isReuse: false,
    outage: null,
    asksForService: false,
    endSession: async () => [],
  }
}
