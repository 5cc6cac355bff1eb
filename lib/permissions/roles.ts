/** The built-in roles and their permissions. */
import { ALL_PERMISSIONS, type Permission } from './permissions'

export interface Role {
  readonly description: string
  readonly permissions: readonly Permission[]
}

/** A user holds any number of roles; their permissions add up. */
export const ROLES = {
  administrator: {
    description: 'May do everything',
    permissions: ALL_PERMISSIONS,
  },
  support: {
    description: 'Helps people back into their accounts',
    permissions: [
      'statistics:read',
      'users:read',
      'users:reset-password',
      'sessions:read',
      'sessions:end',
      'incidents:read',
    ],
  },
  auditor: {
    description: 'Sees everything, changes nothing',
    permissions: [
      'statistics:read',
      'users:read',
      'roles:read',
      'sessions:read',
      'incidents:read',
      'audit:read',
      'mail:read',
      'keys:read',
    ],
  },
} as const satisfies Record<string, Role>

export type RoleName = keyof typeof ROLES

/** Once set up, an installation always has at least one enabled user with this role. */
export const ADMINISTRATOR: RoleName = 'administrator'

export function isRoleName(value: string): value is RoleName {
  return Object.hasOwn(ROLES, value)
}
