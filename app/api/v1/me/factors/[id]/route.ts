import { OPERATIONS } from '@/lib/api/operations'
import type { SeenFrom } from '@/lib/events/events'
import { FactorDemanded } from '@/lib/factors/demand'
import { AUTHENTICATOR_ID, RECOVERY_CODES_ID } from '@/lib/factors/of-user'
import { removeAuthenticator } from '@/lib/factors/set-up'
import { removePasskey } from '@/lib/passkeys/manage'
import { endpoint, endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'
import type { Actor } from '@/lib/sessions/authenticate'
import { isProven } from '@/lib/sessions/recent'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.removeFactor, async ({ request, params, actor, from }) => {
    const { id = '' } = params
    if (!(await isProven(actor))) return problem(request, 'confirm-first')
    if (id === RECOVERY_CODES_ID) return problem(request, 'not-removable')
    const refusal =
      id === AUTHENTICATOR_ID ? await removeApp(actor, from) : await removeOne(actor, { id, from })
    return refusal ? problem(request, refusal) : undefined
  }),
)

async function removeApp(actor: Actor, from: SeenFrom): Promise<'not-removable' | null> {
  try {
    await removeAuthenticator(actor, from)
    return null
  } catch (error) {
    if (error instanceof FactorDemanded) return 'not-removable'
    throw error
  }
}

async function removeOne(
  actor: Actor,
  passkey: { id: string; from: SeenFrom },
): Promise<'not-found' | 'not-removable' | null> {
  const removed = await removePasskey(actor, passkey)
  if (removed.ok) return null
  return removed.reason === 'not-found' ? 'not-found' : 'not-removable'
}
