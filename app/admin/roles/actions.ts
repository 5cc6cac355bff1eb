'use server'

import { grave } from '@/app/_signed-in/grave'
import { isConfirmed, textField, type ActState, type FormState } from '@/lib/base/forms'
import {
  changeRole,
  createRole,
  deleteRole,
  findCustomRole,
  type RoleInput,
  type RoleRefusal,
} from '@/lib/permissions/custom-roles'
import { confirmedAction, permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { redirectWithFlash } from '@/lib/request/flash'
import { ADMIN_ROLES } from '@/lib/base/routes'
import { roleChangeQuestion } from './change-question'
import type { Asked } from '../_ui/asked'

export type RoleField = 'name' | 'description' | 'permissions'

export type RoleState =
  | FormState<RoleField>
  | { status: 'asked'; asked: Asked; values: Record<RoleField, string> }

export const createRoleAction = permittedAction(
  'roles:write',
  async (actor, form): Promise<RoleState> => {
    const [input, from] = [roleIn(form), await clientInfo()]
    const result = await withOutage(() => createRole(actor, input, from))
    return result.ok
      ? redirectWithFlash(ADMIN_ROLES, 'done', 'created')
      : refused(result.reason, input)
  },
)

export const changeRoleAction = permittedAction(
  'roles:write',
  grave(async (actor, form): Promise<RoleState> => {
    const [input, from] = [roleIn(form), await clientInfo()]
    const role = await withOutage(() => findCustomRole(actor, input.name))
    const asked = role && roleChangeQuestion(role, input, await language())
    if (asked && !isConfirmed(form, asked.sure))
      return { status: 'asked', asked, values: typed(input) }
    const result = await withOutage(() => changeRole(actor, input, from))
    return result.ok
      ? redirectWithFlash(ADMIN_ROLES, 'done', 'changed')
      : refused(result.reason, input)
  }),
)

export const deleteRoleAction = confirmedAction(
  'roles:write',
  grave(async (actor, form): Promise<ActState> => {
    const [name, from] = [textField(form, 'role'), await clientInfo()]
    const result = await withOutage(() => deleteRole(actor, { name }, from))
    return result.ok
      ? redirectWithFlash(ADMIN_ROLES, 'done', 'deleted')
      : redirectWithFlash(ADMIN_ROLES, 'refused', result.reason)
  }),
)

function roleIn(form: FormData): RoleInput {
  return {
    name: textField(form, 'name').trim(),
    description: textField(form, 'description').trim(),
    permissions: form.getAll('permission').filter((value) => typeof value === 'string'),
  }
}

const FIELDS: Partial<Record<RoleRefusal, 'name' | 'description'>> = {
  'bad-name': 'name',
  already: 'name',
  'description-too-long': 'description',
}

function typed({ name, description, permissions }: RoleInput) {
  return { name, description, permissions: permissions.join(' ') }
}

async function refused(reason: RoleRefusal, input: RoleInput): Promise<RoleState> {
  const { check, refusals } = (await language()).words.roles
  const field = FIELDS[reason]
  const why = refusals[reason]
  return {
    status: 'invalid',
    message: field ? check[field] : why,
    errors: field ? { [field]: why } : {},
    values: typed(input),
  }
}
