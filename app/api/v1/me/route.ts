import { OPERATIONS } from '@/lib/api/operations'
import { endpoint, endpoints } from '@/lib/request/api'
import { localeFor, problem } from '@/lib/request/problem'
import type { Actor } from '@/lib/sessions/authenticate'
import { changeProfile, findProfile, type Profile } from '@/lib/users/profile'
import { wordsIn } from '@/lib/words/catalogues'

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  endpoint(OPERATIONS.me, async ({ request, actor }) => {
    const profile = await findProfile(actor)
    return profile ? toAnswer(actor, profile) : problem(request, 'session-ended')
  }),
  endpoint(OPERATIONS.changeMe, async ({ request, actor, body, from }) => {
    const result = await changeProfile(actor, body, from)
    if (result.ok) return toAnswer(actor, result.profile)
    if (result.reason === 'gone') return problem(request, 'session-ended')
    const message = wordsIn(localeFor(request)).accounts.faults[result.reason]
    return problem(request, 'invalid-request', { faults: [{ field: 'name', message }] })
  }),
)

function toAnswer(actor: Actor, { name, email, emailVerifiedAt, language }: Profile) {
  return {
    id: actor.userId,
    email,
    email_verified: emailVerifiedAt !== null,
    name,
    language,
    roles: [...actor.roles],
    permissions: [...actor.permissions].sort(),
  }
}
