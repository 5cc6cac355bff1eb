'use server'

import { textField } from '@/lib/forms'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { goAndTell } from '@/lib/request/told'
import { ADMIN_USERS } from '@/lib/routes'
import { endSessionFor, endSessionsFor } from '@/lib/sessions/end-for'
import { deleteUser } from '@/lib/users/delete'
import { disableUser, enableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import type { LinkState } from '../../_ui/link-form'
import { REFUSALS, type Done, type Refusal } from './outcomes'

export const disableUserAction = permittedAction(
  'users:disable',
  async (actor, form): Promise<void> => {
    const [userId, from] = [textField(form, 'user'), await clientInfo()]
    const result = await withOutage(() => disableUser(actor, { userId }, from))
    await leadBack(userId, result, 'disabled')
  },
)

export const enableUserAction = permittedAction(
  'users:disable',
  async (actor, form): Promise<void> => {
    const [userId, from] = [textField(form, 'user'), await clientInfo()]
    const result = await withOutage(() => enableUser(actor, { userId }, from))
    await leadBack(userId, result, 'enabled')
  },
)

export const deleteUserAction = permittedAction(
  'users:delete',
  async (actor, form): Promise<void> => {
    const [userId, address] = [textField(form, 'user'), textField(form, 'confirm').trim()]
    const from = await clientInfo()
    const result = await withOutage(() => deleteUser(actor, { userId, address }, from))
    if (result.ok) await goAndTell(ADMIN_USERS, 'done', 'deleted')
    await leadBack(userId, result, 'ended')
  },
)

export const endSessionForAction = permittedAction(
  'sessions:end',
  async (actor, form): Promise<void> => {
    const [sessionId, from] = [textField(form, 'session'), await clientInfo()]
    const result = await withOutage(() => endSessionFor(actor, { sessionId }, from))
    await leadBack(textField(form, 'user'), result, 'ended')
  },
)

export const endSessionsForAction = permittedAction(
  'sessions:end',
  async (actor, form): Promise<void> => {
    const [userId, from] = [textField(form, 'user'), await clientInfo()]
    const result = await withOutage(() => endSessionsFor(actor, { userId }, from))
    await leadBack(userId, result, 'ended-all')
  },
)

export const grantRoleAction = permittedAction(
  'roles:grant',
  async (actor, form): Promise<void> => {
    const [userId, role, from] = [
      textField(form, 'user'),
      textField(form, 'role'),
      await clientInfo(),
    ]
    const result = await withOutage(() => grantRole(actor, { userId, role }, from))
    await leadBack(userId, result, 'granted')
  },
)

export const revokeRoleAction = permittedAction(
  'roles:grant',
  async (actor, form): Promise<void> => {
    const [userId, role, from] = [
      textField(form, 'user'),
      textField(form, 'role'),
      await clientInfo(),
    ]
    const result = await withOutage(() => revokeRole(actor, { userId, role }, from))
    await leadBack(userId, result, 'revoked')
  },
)

/** Answers with the link itself, which belongs in no address. */
export const createResetLinkAction = permittedAction(
  'users:reset-password',
  async (actor, form): Promise<LinkState> => {
    const [userId, from] = [textField(form, 'user'), await clientInfo()]
    const result = await withOutage(() => createResetLink(actor, { userId }, from))
    if (!result.ok) return { status: 'refused', message: REFUSALS[result.reason] }
    const { url, expiresAt } = result.link
    return { status: 'done', url, expires: expiresAt.toISOString() }
  },
)

type Result = { ok: true } | { ok: false; reason: Refusal }

function leadBack(userId: string, result: Result, done: Done): Promise<never> {
  const page = `${ADMIN_USERS}/${encodeURIComponent(userId)}`
  return result.ok ? goAndTell(page, 'done', done) : goAndTell(page, 'refused', result.reason)
}
