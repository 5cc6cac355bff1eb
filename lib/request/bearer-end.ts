/** Ends sessions for an API client that sends an access token. */
import 'server-only'
import type { SeenFrom } from '@/lib/events/events'
import { endOwnSessions, type EndScope } from '@/lib/sessions/end/own'
import { problem } from './problem'

interface Call {
  request: Request
  token: string
  from: SeenFrom
}

/** @returns undefined on success, an error answer otherwise. */
export async function endWithBearerToken(
  { request, token, from }: Call,
  scope: EndScope,
): Promise<Response | undefined> {
  const ended = await endOwnSessions({ access: token, refresh: null, kind: 'device' }, scope, from)
  // Since the guard the session has ended or its key was burned: a refresh tells which.
  return ended ? undefined : problem(request, 'token-expired')
}
