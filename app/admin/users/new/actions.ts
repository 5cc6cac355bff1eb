'use server'

import { grave } from '@/app/_signed-in/grave'
import { isConfirmed, textField, type FormState } from '@/lib/base/forms'
import { permissionsOfRole } from '@/lib/permissions/authority-rules'
import { permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { ADMIN_USERS } from '@/lib/base/routes'
import { createUser, type CreateUserRefusal } from '@/lib/users/create'
import { parseEmail } from '@/lib/users/email'
import { grantQuestion } from '../grant-question'
import type { Asked } from '../../_ui/asked'

export type NewUserField = 'email' | 'name' | 'role'

export type NewUserState =
  | FormState<NewUserField>
  | { status: 'asked'; asked: Asked; values: Record<NewUserField, string> }
  /** `expires` as ISO 8601. */
  | { status: 'created'; email: string; href: string; url: string; expires: string }

const FIELDS: Record<CreateUserRefusal, NewUserField> = {
  'bad-address': 'email',
  'address-taken': 'email',
  'name-too-long': 'name',
  'unknown-role': 'role',
  'beyond-you': 'role',
  'too-large': 'role',
}

export const createUserAction = permittedAction(
  'users:create',
  grave(
    async (actor, form): Promise<NewUserState> => {
      const email = textField(form, 'email').trim()
      const name = textField(form, 'name').trim()
      const role = textField(form, 'role')
      const { words } = await language()
      if (role && parseEmail(email) && actor.permissions.has('roles:grant')) {
        const permissions = await withOutage(() => permissionsOfRole(role))
        const asked = permissions && grantQuestion({ user: email, role, permissions }, words)
        if (asked && !isConfirmed(form, asked.sure)) {
          return { status: 'asked', asked, values: { email, name, role } }
        }
      }
      const from = await clientInfo()
      // Actors who may not grant roles see no choice of roles.
      const roles = role && actor.permissions.has('roles:grant') ? [role] : []
      const result = await withOutage(() => createUser(actor, { email, name, roles }, from))
      if (!result.ok) {
        const { check, refusals } = words.users.create
        const [field, why] = [FIELDS[result.reason], refusals[result.reason]]
        return {
          status: 'invalid',
          message: field === 'role' ? why : check[field],
          errors: { [field]: why },
          values: { email, name, role },
        }
      }
      const { url, expiresAt } = result.link
      const href = `${ADMIN_USERS}/${result.userId}`
      return { status: 'created', email, href, url, expires: expiresAt.toISOString() }
    },
    { isGrave: givesRole },
  ),
)

function givesRole(form: FormData): boolean {
  return textField(form, 'role') !== ''
}
