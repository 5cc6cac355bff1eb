import { OPERATIONS } from '@/lib/api/operations'
import {
  AUTHENTICATOR_ID,
  factorsOf,
  RECOVERY_CODES_ID,
  type UserFactors,
} from '@/lib/factors/of-user'
import { endpoint, endpoints } from '@/lib/request/api'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.listFactors, async ({ actor }) => ({
    factors: toAnswer(await factorsOf(actor.userId)),
  })),
)

function toAnswer({ authenticator, recoveryCodes, passkeys }: UserFactors) {
  return [
    ...(authenticator
      ? [
          {
            ...{ id: AUTHENTICATOR_ID, kind: 'authenticator' as const },
            created_at: authenticator.since.toISOString(),
            last_used_at: authenticator.lastUsedAt.toISOString(),
            left: null,
          },
        ]
      : []),
    ...(recoveryCodes
      ? [
          {
            ...{ id: RECOVERY_CODES_ID, kind: 'recovery-codes' as const },
            created_at: recoveryCodes.createdAt.toISOString(),
            last_used_at: null,
            left: recoveryCodes.left,
          },
        ]
      : []),
    ...passkeys.map((passkey) => ({
      ...{ id: passkey.id, kind: 'passkey' as const },
      created_at: passkey.createdAt.toISOString(),
      last_used_at: passkey.lastUsedAt?.toISOString() ?? null,
      left: null,
    })),
  ]
}
