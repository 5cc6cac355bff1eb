import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.me, async ({ actor }) => ({
    id: actor.userId,
    email: actor.email,
    name: actor.name,
    roles: [...actor.roles],
    permissions: [...actor.permissions].sort(),
  })),
)
