'use server'

import { redirect } from 'next/navigation'
import { textField } from '@/lib/forms'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { clientInfo } from '@/lib/request/client-info'
import { withOutage } from '@/lib/request/outage'
import { requirePermissionInAction } from '@/lib/request/permission'
import { ADMIN_USERS } from '@/lib/routes'
import { endSessionFor, endSessionsFor } from '@/lib/sessions/end-for'
import { deleteUser } from '@/lib/users/delete'
import { disableUser, enableUser } from '@/lib/users/disable'
import { createResetLink } from '@/lib/users/reset-link'
import type { LinkState } from '../../_ui/link-form'
import { REFUSALS, type Done, type Refusal } from './outcomes'

export async function disableUserAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('users:disable')
  const [userId, from] = [textField(form, 'user'), await clientInfo()]
  const result = await withOutage(() => disableUser(actor, { userId }, from))
  leadBack(userId, result, 'disabled')
}

export async function enableUserAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('users:disable')
  const [userId, from] = [textField(form, 'user'), await clientInfo()]
  const result = await withOutage(() => enableUser(actor, { userId }, from))
  leadBack(userId, result, 'enabled')
}

export async function deleteUserAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('users:delete')
  const [userId, address] = [textField(form, 'user'), textField(form, 'confirm').trim()]
  const from = await clientInfo()
  const result = await withOutage(() => deleteUser(actor, { userId, address }, from))
  if (result.ok) redirect(`${ADMIN_USERS}?done=deleted`)
  leadBack(userId, result, 'ended')
}

export async function endSessionForAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('sessions:end')
  const [sessionId, from] = [textField(form, 'session'), await clientInfo()]
  const result = await withOutage(() => endSessionFor(actor, { sessionId }, from))
  leadBack(textField(form, 'user'), result, 'ended')
}

export async function endSessionsForAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('sessions:end')
  const [userId, from] = [textField(form, 'user'), await clientInfo()]
  const result = await withOutage(() => endSessionsFor(actor, { userId }, from))
  leadBack(userId, result, 'ended-all')
}

export async function grantRoleAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('roles:grant')
  const [userId, role, from] = [
    textField(form, 'user'),
    textField(form, 'role'),
    await clientInfo(),
  ]
  const result = await withOutage(() => grantRole(actor, { userId, role }, from))
  leadBack(userId, result, 'granted')
}

export async function revokeRoleAction(form: FormData): Promise<void> {
  const actor = await requirePermissionInAction('roles:grant')
  const [userId, role, from] = [
    textField(form, 'user'),
    textField(form, 'role'),
    await clientInfo(),
  ]
  const result = await withOutage(() => revokeRole(actor, { userId, role }, from))
  leadBack(userId, result, 'revoked')
}

/** Answers with the link itself, which belongs in no address. */
export async function createResetLinkAction(
  _previous: LinkState,
  form: FormData,
): Promise<LinkState> {
  const actor = await requirePermissionInAction('users:reset-password')
  const [userId, from] = [textField(form, 'user'), await clientInfo()]
  const result = await withOutage(() => createResetLink(actor, { userId }, from))
  if (!result.ok) return { status: 'refused', message: REFUSALS[result.reason] }
  const { url, expiresAt } = result.link
  return { status: 'done', url, expires: expiresAt.toISOString() }
}

type Result = { ok: true } | { ok: false; reason: Refusal }

function leadBack(userId: string, result: Result, done: Done): never {
  const outcome = result.ok ? `done=${done}` : `refused=${result.reason}`
  redirect(`${ADMIN_USERS}/${encodeURIComponent(userId)}?${outcome}`)
}
