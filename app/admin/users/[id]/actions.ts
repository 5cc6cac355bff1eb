'use server'

import { grave } from '@/app/_signed-in/grave'
import { removeAccessAsOperator } from '@/lib/apps/access'
import { isConfirmed, textField, type ActState } from '@/lib/base/forms'
import { isAppId, isSessionId, isUserId, type UserId } from '@/lib/base/ids'
import { factorsOf } from '@/lib/factors/of-user'
import { keepFactors, reasonFault, resetFactors } from '@/lib/factors/reset'
import { mailMode } from '@/lib/mail/mode'
import { grantRole, revokeRole } from '@/lib/permissions/grant'
import { permissionsOfRole } from '@/lib/permissions/authority-rules'
import { confirmedAction, permittedAction } from '@/lib/request/action'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { redirectWithFlash } from '@/lib/request/flash'
import { ADMIN_USERS } from '@/lib/base/routes'
import type { SeenFrom } from '@/lib/events/events'
import type { Actor } from '@/lib/sessions/authenticate'
import { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import { deleteUser } from '@/lib/users/delete'
import { disableUser, enableUser } from '@/lib/users/disable'
import { findUser } from '@/lib/users/find'
import { createResetLink } from '@/lib/users/reset-link'
import type { LinkState } from '../../_ui/link-form'
import { grantQuestion } from '../grant-question'
import { resetQuestion } from './reset-question'
import type { Asked } from '../../_ui/asked'
import type { Done, Refusal } from './outcomes'

export type GrantState =
  | { status: 'idle' }
  | { status: 'invalid'; message: string }
  | { status: 'asked'; asked: Asked; role: string }

export type ResetState =
  | { status: 'idle' }
  | { status: 'invalid'; message: string; reason: string; isNow: boolean }
  | { status: 'asked'; asked: Asked; reason: string; isNow: boolean }

export const disableUserAction = confirmedAction(
  'users:disable',
  grave((actor, form) =>
    actOnUser(form, 'disabled', (userId, from) => disableUser(actor, { userId }, from)),
  ),
)

export const enableUserAction = confirmedAction('users:disable', (actor, form) =>
  actOnUser(form, 'enabled', (userId, from) => enableUser(actor, { userId }, from)),
)

export const deleteUserAction = confirmedAction(
  'users:delete',
  grave(async (actor, form): Promise<ActState> => {
    const address = textField(form, 'confirm').trim()
    const result = await withUser(form, (userId, from) =>
      deleteUser(actor, { userId, address }, from),
    )
    if (result.ok) return redirectWithFlash(ADMIN_USERS, 'done', 'deleted')
    if (result.reason === 'not-confirmed') {
      const { refusals } = (await language()).words.users
      return { status: 'unsure', message: refusals['not-confirmed'] }
    }
    return leadBack(form, result, 'ended')
  }),
)

export const endSessionForAction = confirmedAction(
  'sessions:end',
  async (actor, form): Promise<ActState> => {
    const [sessionId, from] = [textField(form, 'session'), await clientInfo()]
    const result = isSessionId(sessionId)
      ? await withOutage(() => endSessionAsOperator(actor, { sessionId }, from))
      : NOT_FOUND
    return leadBack(form, result, 'ended')
  },
)

export const endSessionsForAction = confirmedAction('sessions:end', (actor, form) =>
  actOnUser(form, 'ended-all', (userId, from) => endSessionsAsOperator(actor, { userId }, from)),
)

export const removeAccessOfAction = confirmedAction('sessions:end', (actor, form) => {
  const appId = textField(form, 'app')
  return actOnUser(form, 'access-removed', (userId, from) =>
    isAppId(appId)
      ? removeAccessAsOperator(actor, { userId, appId }, from)
      : Promise.resolve(NOT_FOUND),
  )
})

export const grantRoleAction = permittedAction(
  'roles:grant',
  grave(async (actor, form): Promise<GrantState> => {
    const role = textField(form, 'role')
    const { words } = await language()
    if (role === '') return { status: 'invalid', message: words.users.grant.noChoice }
    const [user, permissions] = await withOutage(() =>
      Promise.all([emailOrId(actor, textField(form, 'user')), permissionsOfRole(role)]),
    )
    if (user === null) return leadBack(form, NOT_FOUND, 'granted')
    if (!permissions) return leadBack(form, { ok: false, reason: 'unknown-role' }, 'granted')
    const asked = grantQuestion({ user, role, permissions }, words)
    if (!isConfirmed(form, asked.sure)) return { status: 'asked', asked, role }
    return actOnUser(form, 'granted', (userId, from) => grantRole(actor, { userId, role }, from))
  }),
)

export const revokeRoleAction = confirmedAction(
  'roles:grant',
  grave((actor, form) => {
    const role = textField(form, 'role')
    return actOnUser(form, 'revoked', (userId, from) => revokeRole(actor, { userId, role }, from))
  }),
)

/** Answers with the link itself, since a redirect would put it into a URL. */
export const createResetLinkAction = confirmedAction(
  'users:reset-password',
  grave(async (actor, form): Promise<LinkState> => {
    const result = await withUser(form, (userId, from) => createResetLink(actor, { userId }, from))
    if (!result.ok) {
      const { refusals } = (await language()).words.users
      return { status: 'refused', message: refusals[result.reason] }
    }
    const { url, expiresAt } = result.link
    return { status: 'done', url, expires: expiresAt.toISOString() }
  }),
)

export const resetFactorsAction = permittedAction(
  'users:reset-factors',
  grave(async (actor, form): Promise<ResetState> => {
    const values = {
      reason: textField(form, 'reason').trim(),
      isNow: textField(form, 'now') !== '',
    }
    const { words } = await language()
    const fault = reasonFault(values.reason)
    if (fault) return { status: 'invalid', message: words.userFactors.refusals[fault], ...values }
    const id = textField(form, 'user')
    const [user, factors] = await withOutage(() =>
      Promise.all([emailOrId(actor, id), isUserId(id) ? factorsOf(id) : null]),
    )
    if (user === null || !factors) return leadBack(form, NOT_FOUND, 'factor-planned')
    if (!factors.authenticator && factors.passkeys.length === 0) {
      return leadBack(form, NO_FACTOR, 'factor-planned')
    }
    const hasMail = mailMode() !== 'none'
    const asked = resetQuestion({ user, factors, hasMail, isNow: values.isNow }, words)
    if (!isConfirmed(form, asked.sure)) return { status: 'asked', asked, ...values }
    const result = await withUser(form, (userId, from) =>
      resetFactors(actor, { userId, ...values }, from),
    )
    const isDone = result.ok && result.dueAt <= new Date()
    return leadBack(form, result, isDone ? 'factor-removed' : 'factor-planned')
  }),
)

export const keepFactorsAction = confirmedAction('users:reset-factors', (actor, form) =>
  actOnUser(form, 'factor-kept', (userId, from) => keepFactors(actor, { userId }, from)),
)

const NOT_FOUND = { ok: false, reason: 'not-found' } as const
const NO_FACTOR = { ok: false, reason: 'no-factor' } as const

type Act<Answer> = (userId: UserId, from: SeenFrom) => Promise<Answer>

/** What `act` answers for the user whom the form names; without an id, as for an unknown one. */
async function withUser<Answer>(
  form: FormData,
  act: Act<Answer>,
): Promise<Answer | typeof NOT_FOUND> {
  const [userId, from] = [textField(form, 'user'), await clientInfo()]
  return isUserId(userId) ? withOutage(() => act(userId, from)) : NOT_FOUND
}

/** Does `act` to the user whom the form names, and leads back to their page. */
async function actOnUser(form: FormData, done: Done, act: Act<Result>): Promise<never> {
  return leadBack(form, await withUser(form, act), done)
}

/** The user's email address if the actor may see it, or else the id; null for an unknown user. */
async function emailOrId(actor: Actor, id: string): Promise<string | null> {
  if (!actor.permissions.has('users:read')) return id
  return (await findUser(actor, id))?.email ?? null
}

type Result = { ok: true } | { ok: false; reason: Refusal }

function leadBack(form: FormData, result: Result, done: Done): Promise<never> {
  const page = `${ADMIN_USERS}/${encodeURIComponent(textField(form, 'user'))}`
  return result.ok
    ? redirectWithFlash(page, 'done', done)
    : redirectWithFlash(page, 'refused', result.reason)
}
