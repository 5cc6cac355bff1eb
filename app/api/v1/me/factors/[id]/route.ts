import { OPERATIONS } from '@/lib/api/operations'
import { AUTHENTICATOR_ID, RECOVERY_CODES_ID } from '@/lib/factors/of-user'
import { removeAuthenticator } from '@/lib/factors/set-up'
import { removePasskey } from '@/lib/passkeys/manage'
import { endpoint, endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'
import { isRecent } from '@/lib/sessions/recent'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.removeFactor, async ({ request, params, actor, from }) => {
    const { id = '' } = params
    if (!isRecent(actor)) return problem(request, 'confirm-first')
    if (id === RECOVERY_CODES_ID) return problem(request, 'not-removable')
    if (id === AUTHENTICATOR_ID) {
      await removeAuthenticator(actor, from)
      return undefined
    }
    const removed = await removePasskey(actor, { id, from })
    if (removed.ok) return undefined
    return problem(request, removed.reason === 'last-way-in' ? 'not-removable' : 'not-found')
  }),
)
