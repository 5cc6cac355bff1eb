/** What both forms of an application need from the server. */
import { env } from '@/lib/base/env'
import { listRoles } from '@/lib/permissions/custom-roles'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import type { Words } from '@/lib/words/catalogues'
import { roleOptions } from '../roles/describe'

/** The roles and services to choose from. Who may not read roles chooses none. */
export async function choicesFor(actor: Actor, words: Words) {
  const maySeeRoles = actor.permissions.has('roles:read')
  const roles = maySeeRoles ? await withOutage(() => listRoles(actor)) : []
  const { apiAudiences: resources, tokenAlgorithm } = env()
  const algorithm = tokenAlgorithm !== 'RS256'
  return { roles: roleOptions(roles, words.roles), resources, algorithm }
}

/** The few texts that the form shows in the browser. */
export function formWords({ administration, applications }: Words) {
  const { form, create, app, secret } = applications
  const { label, hint, copy, copied } = secret
  return {
    form,
    create: { created: create.created, open: create.open },
    id: app.id,
    question: administration.question,
    secret: { label, hint, copy, copied },
  }
}
