import type { Permission } from '@/lib/permissions/permissions'

export const permissions = {
  names: {
    'statistics:read': 'See the overview and its statistics',
    'users:read': 'See users, their roles and their activity',
    'users:create': 'Create users',
    'users:disable': 'Disable and enable users',
    'users:delete': 'Delete users',
    'users:reset-password': 'Create links for a new password',
    'users:reset-factors': 'Remove the second factor of users who have lost it',
    'roles:read': 'See roles and their permissions',
    'roles:grant': 'Give roles to users and take them away',
    'roles:write': 'Create, change and delete roles',
    'sessions:read': 'See the sessions of users',
    'sessions:end': 'End the sessions of users',
    'incidents:read': 'See incidents: sessions that two browsers seem to have used',
    'audit:read': 'Read and export the audit log',
    'mail:read': 'See how many mails wait, and which failed',
    'mail:resend': 'Have failed mails sent again',
    'keys:read': 'See the keys that sign tokens',
    'keys:rotate': 'Switch to the next signing key',
    'keys:burn': 'Burn keys, so that nothing they signed is accepted',
    'apps:read': 'See applications that users log in to',
    'apps:write': 'Create, change, disable and delete applications',
  } as const satisfies Record<Permission, string>,
  /** The pages that the permissions are about. */
  pages: {
    overview: 'Overview',
    users: 'Users',
    roles: 'Roles',
    incidents: 'Incidents',
    audit: 'Audit',
    mail: 'Mail',
    keys: 'Keys',
    apps: 'Applications',
  },
} as const
