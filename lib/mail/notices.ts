/**
 * Tells users by mail what happened to their accounts. Nothing calls it when something happens: it
 * reads the audit log, so an act that is added tomorrow cannot forget it.
 */
import { transaction } from '@/db/connection'
import { advanceNotices, findNoticedSequence, startNotices } from '@/db/queries/installation'
import { hasMailSince } from '@/db/queries/mails'
import { listRoleGrantsOf } from '@/db/queries/role-grants'
import { listEventsAfter, type SecurityEventRecord } from '@/db/queries/security-events'
import { findUserRow, type UserRecord } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import { isLocale } from '@/lib/base/locales'
import { addSeconds, DAY, MINUTE } from '@/lib/base/time'
import { isUnavailable } from '@/lib/base/unavailable'
import { parseDetails } from '@/lib/events/details'
import type { EventType } from '@/lib/events/events'
import { isFromUnknown } from '@/lib/sessions/unknown-devices'
import { log } from '@/lib/telemetry/log'
import type { MailKind, MailValues } from './kinds'
import { isMuted } from './muted'
import { queueMail } from './queue'

/** At most one notice of a kind to a user within this many seconds. */
const QUIET = 10 * MINUTE
/** Each says something else than the one before, and no stranger can cause many. */
const NEVER_QUIET: readonly MailKind[] = ['factor-kept', 'factor-reset']
/** Events of before mail was set up, or of while it was off, are no news. */
const NEWS = DAY
const BATCH = 100

/** Null: nobody is told by mail. Every type is in it, so a new one needs a decision. */
const NOTICES: Readonly<Record<EventType, MailKind | null>> = {
  app_access_removed: null,
  app_allowed: null,
  app_changed: null,
  app_created: null,
  app_deleted: null,
  app_disabled: null,
  app_enabled: null,
  app_login: null,
  app_secret_created: null,
  app_token_reuse: null,
  audit_erased: null,
  audit_exported: null,
  audit_purged: null,
  authn_code_fail: 'password-known',
  authn_confirm: null,
  authn_confirm_fail: null,
  authn_factor_added: 'factor-added',
  authn_factor_demanded: 'factor-demanded',
  authn_factor_removed: 'factor-removed',
  authn_factor_reset: 'factor-reset',
  authn_factor_reset_undone: 'factor-kept',
  authn_login_fail: null,
  authn_login_fail_max: null,
  authn_login_success: 'new-log-in',
  authn_passkey_added: 'passkey-added',
  // It was added before, and its owner heard of it.
  authn_passkey_allowed: null,
  authn_passkey_removed: 'passkey-removed',
  authn_passkey_suspended: 'passkey-suspended',
  authn_password_change: 'password-changed',
  authn_password_change_fail: null,
  authn_password_link_created: null,
  authn_password_reset: 'password-was-reset',
  authn_password_reset_asked: null,
  authn_recovery_code_used: 'recovery-code-used',
  authn_recovery_codes_created: null,
  authn_token_refused: null,
  authn_token_reuse: 'session-copied',
  authn_token_shared: 'session-copied',
  authz_change: 'roles-changed',
  authz_fail: null,
  excess_rate_limit_exceeded: null,
  key_activated: null,
  key_burned: null,
  key_created: null,
  key_destroyed: null,
  known_device_added: null,
  known_device_forgotten: null,
  known_device_trust_ended: null,
  mail_failed: null,
  mail_resent: null,
  role_changed: null,
  role_created: null,
  role_deleted: null,
  session_created: null,
  session_ended: null,
  session_ended_everywhere: null,
  session_logout: null,
  session_logout_everyone: null,
  session_logout_everywhere: null,
  session_logout_others: null,
  session_renewed: null,
  sys_shutdown: null,
  sys_startup: null,
  // Their mails go to the old address, so the acts queue them.
  user_address_asked: null,
  user_address_changed: null,
  user_address_restored: null,
  user_created: null,
  user_data_exported: null,
  // Its user is gone: the deletion queues the mail itself.
  user_deleted: null,
  user_deletion_asked: 'deletion-planned',
  user_deletion_undone: 'deletion-undone',
  user_disabled: null,
  user_enabled: null,
  user_verified: null,
  user_updated: null,
}

/** They are news only from a device or network that the account did not know. */
const FROM_UNKNOWN: readonly string[] = ['authn_login_success', 'authn_code_fail']

const TOLD = (Object.keys(NOTICES) as EventType[]).filter((type) => NOTICES[type] !== null)

/**
 * Queues a mail for each event that its user must hear of and has not. Several processes may do so
 * at once: the place in the log moves with the mails, or not at all.
 *
 * @throws Unavailable
 */
export async function queueNotices(now = new Date()): Promise<void> {
  const place = await findNoticedSequence()
  if (place === null) return transaction({ locks: 'none' }, startNotices)
  const events = await listEventsAfter(place, TOLD, BATCH)
  const last = events.at(-1)?.sequence
  if (last === undefined || last === null) return
  const isOurs = await transaction({ locks: 'none' }, async () => {
    if (!(await advanceNotices(place, last))) return false
    for (const event of events) await queueNotice(event, now)
    return true
  })
  if (isOurs && events.length === BATCH) await queueNotices(now)
}

async function queueNotice(event: SecurityEventRecord, now: Date): Promise<void> {
  // Safe because the query asks only for these types.
  const kind = NOTICES[event.type as EventType]
  if (!kind || event.userId === null || !isNews(event, now)) return
  const user = await findUserRow(event.userId)
  if (!user || user.disabledAt !== null || isMuted(user.mutedNotices, kind)) return
  if (await isQuiet(user, kind, now)) return
  const { defaultLanguage } = env()
  await queueMail(
    {
      ...{ kind, to: user.email, userId: user.id },
      locale: isLocale(user.locale) ? user.locale : defaultLanguage,
      values: { ...whenAndWhere(event), ...(await particulars(kind, user, event)) },
    },
    now,
  )
}

async function isQuiet({ id }: UserRecord, kind: MailKind, now: Date): Promise<boolean> {
  if (NEVER_QUIET.includes(kind)) return false
  return hasMailSince(id, kind, addSeconds(now, -QUIET))
}

/** Most log-ins, and most wrong codes, are from devices that the user knows. */
function isNews({ type, at, details }: SecurityEventRecord, now: Date): boolean {
  if (at < addSeconds(now, -NEWS)) return false
  return !FROM_UNKNOWN.includes(type) || isFromUnknown(details)
}

function whenAndWhere({ at, browser, system, network }: SecurityEventRecord): MailValues {
  return {
    at: at.toISOString(),
    ...(browser !== null && { browser }),
    ...(system !== null && { system }),
    ...(network !== null && { network }),
  }
}

/** Their events say when it happens. */
const WITH_DUE: readonly MailKind[] = ['deletion-planned', 'factor-demanded', 'factor-reset']

async function particulars(
  kind: MailKind,
  { id }: UserRecord,
  { details }: SecurityEventRecord,
): Promise<MailValues> {
  if (WITH_DUE.includes(kind)) return { due: String(parseDetails(details).due) }
  if (kind === 'recovery-code-used') return { left: String(parseDetails(details).left) }
  if (kind !== 'roles-changed') return {}
  const roles = await listRoleGrantsOf(id)
  return { roles: roles.map(({ role }) => role).join(', ') }
}

/** One round of the job. Never throws: the next round goes on where this one stopped. */
export async function noticeEvents(): Promise<void> {
  try {
    await queueNotices()
  } catch (err) {
    if (!isUnavailable(err)) log.error('Notices could not be queued', { err })
  }
}
