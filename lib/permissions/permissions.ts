/** All permissions. Pages describe them in the reader's language. */

const NAMES = [
  'statistics:read',
  'users:read',
  'users:create',
  'users:disable',
  'users:delete',
  'users:reset-password',
  'users:reset-factors',
  'roles:read',
  'roles:grant',
  'roles:write',
  'sessions:read',
  'sessions:end',
  'incidents:read',
  'audit:read',
  'mail:read',
  'mail:resend',
  'keys:read',
  'keys:rotate',
  'keys:burn',
  'apps:read',
  'apps:write',
] as const

export type Permission = (typeof NAMES)[number]

export const ALL_PERMISSIONS: readonly Permission[] = NAMES

const KNOWN: ReadonlySet<unknown> = new Set(NAMES)

export function isPermission(value: unknown): value is Permission {
  return KNOWN.has(value)
}
