/** Reads a filter for a user's own activity from a URL. */
import { endOfDay, startOfDay } from '@/lib/base/zone-days'
import { OWN_ACTIVITY, type OwnActivity } from './events'
import type { ActivityFilter } from './list'

/** Kinds of events that a user looks for. */
export const ACTIVITY_KINDS = ['logIns', 'warnings', 'password', 'account'] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

const KIND_OF: Readonly<Record<OwnActivity, ActivityKind>> = {
  app_access_removed: 'account',
  app_allowed: 'account',
  app_token_reuse: 'warnings',
  authn_login_success: 'logIns',
  session_logout: 'logIns',
  session_logout_others: 'logIns',
  session_logout_everywhere: 'logIns',
  authn_login_fail: 'warnings',
  authn_login_fail_max: 'warnings',
  authn_password_change_fail: 'warnings',
  authn_code_fail: 'warnings',
  authn_confirm_fail: 'warnings',
  authn_factor_added: 'account',
  authn_factor_demanded: 'account',
  authn_factor_removed: 'account',
  authn_factor_reset: 'warnings',
  authn_factor_reset_undone: 'warnings',
  authn_recovery_code_used: 'warnings',
  authn_recovery_codes_created: 'account',
  authn_token_reuse: 'warnings',
  authn_token_shared: 'warnings',
  authn_passkey_added: 'account',
  authn_passkey_allowed: 'warnings',
  authn_passkey_removed: 'account',
  authn_passkey_suspended: 'warnings',
  authn_password_change: 'password',
  authn_password_link_created: 'password',
  authn_password_reset: 'password',
  authn_password_reset_asked: 'password',
  authz_change: 'account',
  authn_confirm: 'logIns',
  known_device_added: 'account',
  known_device_forgotten: 'account',
  known_device_trust_ended: 'account',
  session_ended: 'account',
  session_ended_everywhere: 'account',
  user_address_asked: 'account',
  user_address_changed: 'account',
  user_address_restored: 'account',
  user_created: 'account',
  user_data_exported: 'account',
  user_deletion_asked: 'account',
  user_deletion_undone: 'account',
  user_disabled: 'account',
  user_enabled: 'account',
  user_updated: 'account',
  user_verified: 'account',
}

export const ACTIVITY_FIELDS = ['kind', 'from', 'to'] as const
export type ActivityField = (typeof ACTIVITY_FIELDS)[number]

/** Why a field cannot be used. */
export type ActivityFault = 'no-kind' | 'no-day' | 'ends-before-it-begins'

export interface ReadActivityFilter {
  filter: ActivityFilter
  faults: Partial<Record<ActivityField, ActivityFault>>
}

/**
 * Reads `kind`, and the days `from` and `to` by the clock of `zone`, both inclusive. Empty fields
 * are ignored. An unreadable field is a fault, because an empty result would look as if nothing had
 * happened.
 */
export function readActivityFilter(
  query: Readonly<Record<ActivityField, string>>,
  zone: string,
): ReadActivityFilter {
  const faults: ReadActivityFilter['faults'] = {}
  const day = (field: 'from' | 'to', momentOf: typeof startOfDay) => {
    if (query[field] === '') return undefined
    const moment = momentOf(query[field], zone)
    if (!moment) faults[field] = 'no-day'
    return moment ?? undefined
  }
  const { kind } = query
  if (kind !== '' && !isKind(kind)) faults.kind = 'no-kind'
  const types = isKind(kind) ? OWN_ACTIVITY.filter((type) => KIND_OF[type] === kind) : undefined
  const [from, to] = [day('from', startOfDay), day('to', endOfDay)]
  if (from && to && from >= to) faults.to = 'ends-before-it-begins'
  return { filter: { types, from, to }, faults }
}

function isKind(text: string): text is ActivityKind {
  return ACTIVITY_KINDS.some((kind) => kind === text)
}
