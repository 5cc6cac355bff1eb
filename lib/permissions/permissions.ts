/** All permissions, each with its description. */

export const PERMISSIONS = {
  'statistics:read': 'See how much is going on',
  'users:read': 'See users, their roles and their activity',
  'users:create': 'Create users',
  'users:disable': 'Disable and enable users',
  'users:delete': 'Delete users',
  'users:reset-password': 'Make links by which a user chooses a new password',
  'roles:read': 'See roles and what they allow',
  'roles:grant': 'Give roles to users and take them away',
  'roles:write': 'Make, change and delete roles',
  'sessions:read': 'See the sessions of users',
  'sessions:end': 'End the sessions of users',
  'incidents:read': 'See sessions that two seem to have used',
  'audit:read': 'Read and export the audit log',
  'keys:read': 'See the keys that sign tokens',
  'keys:rotate': 'Have the next key sign',
  'keys:burn': 'Refuse a key, and all it has signed, at once',
} as const

export type Permission = keyof typeof PERMISSIONS

// Safe because the object has exactly the keys of its type.
export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[]

export function isPermission(value: unknown): value is Permission {
  return typeof value === 'string' && Object.hasOwn(PERMISSIONS, value)
}
