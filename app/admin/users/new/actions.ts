'use server'

import { isConfirmed, textField, type FormState } from '@/lib/base/forms'
import { permissionsOfRole } from '@/lib/permissions/authority-rules'
import { permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { ADMIN_USERS } from '@/lib/base/routes'
import { createUser, type CreateUserRefusal } from '@/lib/users/create'
import { parseEmail } from '@/lib/users/email'
import { REFUSALS } from '../[id]/outcomes'
import { grantQuestion } from '../grant-question'
import type { Asked } from '../../_ui/asked'

export type NewUserField = 'email' | 'name' | 'role'

export type NewUserState =
  | FormState<NewUserField>
  | { status: 'asked'; asked: Asked; values: Record<NewUserField, string> }
  /** `expires` as ISO 8601. */
  | { status: 'created'; email: string; href: string; url: string; expires: string }

const FAULTS: Record<CreateUserRefusal, ['email' | 'name' | 'role', string]> = {
  'bad-address': ['email', 'Enter an email address such as ada@example.com.'],
  'address-taken': ['email', 'This address already has an account.'],
  'name-too-long': ['name', 'That name is too long. Use a shorter one.'],
  'unknown-role': ['role', REFUSALS['unknown-role']],
  'beyond-you': ['role', REFUSALS['beyond-you']],
  'too-large': ['role', REFUSALS['too-large']],
}

export const createUserAction = permittedAction(
  'users:create',
  async (actor, form): Promise<NewUserState> => {
    const email = textField(form, 'email').trim()
    const name = textField(form, 'name').trim()
    const role = textField(form, 'role')
    if (role && parseEmail(email) && actor.permissions.has('roles:grant')) {
      const permissions = await withOutage(() => permissionsOfRole(role))
      const asked = permissions && grantQuestion(email, role, permissions)
      if (asked && !isConfirmed(form, asked.sure)) {
        return { status: 'asked', asked, values: { email, name, role } }
      }
    }
    const from = await clientInfo()
    // Actors who may not grant roles see no choice of roles.
    const roles = role && actor.permissions.has('roles:grant') ? [role] : []
    const result = await withOutage(() => createUser(actor, { email, name, roles }, from))
    if (!result.ok) {
      const [field, words] = FAULTS[result.reason]
      const message = field === 'role' ? words : 'One thing needs mending.'
      return {
        status: 'invalid',
        message,
        errors: { [field]: words },
        values: { email, name, role },
      }
    }
    const { url, expiresAt } = result.link
    const href = `${ADMIN_USERS}/${result.userId}`
    return { status: 'created', email, href, url, expires: expiresAt.toISOString() }
  },
)
