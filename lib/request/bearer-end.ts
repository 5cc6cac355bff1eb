/** Ends sessions for an API client that sends an access token. */
import 'server-only'
import type { SeenFrom } from '@/lib/events/events'
import { endOwnSessions, type EndScope } from '@/lib/sessions/end/own'
import { problem } from './problem'

/** @returns undefined on success, an error answer otherwise. */
export async function endWithBearerToken(
  token: string,
  scope: EndScope,
  from: SeenFrom,
): Promise<Response | undefined> {
  const ended = await endOwnSessions({ access: token, refresh: null, kind: 'device' }, scope, from)
  // Since the guard the session has ended or its key was burned: a refresh tells which.
  return ended ? undefined : problem('token-expired')
}
