import type { RoleRefusal } from '@/lib/permissions/custom-roles'
import type { RoleName } from '@/lib/permissions/roles'

export const roles = {
  title: 'Roles',
  lead: 'Changes to a role take effect at once for every user who has it.',
  events: 'Events about roles',
  newRole: 'New role',
  /** A role where it can be chosen. */
  option: '{role}: {description}',
  /** The descriptions of the built-in roles. */
  descriptions: {
    administrator: 'Can do everything',
    support: 'Helps users who cannot log in',
    auditor: 'Can see everything, but change nothing',
  } as const satisfies Record<RoleName, string>,
  list: {
    builtIn: 'Built in',
    holders: {
      counted: { one: '{n} user has this role', other: '{n} users have this role' },
      orMore: '{n} or more users have this role',
    },
    permissions: { one: '{n} permission', other: '{n} permissions' },
    change: 'Change',
    changeRole: 'Change {role}',
  },
  deletion: {
    label: 'Delete',
    name: 'Delete the role {role}',
    question: 'Delete the role {role}?',
    held: {
      counted: {
        one: '{n} user has this role and will lose it. This cannot be undone.',
        other: '{n} users have this role and will lose it. This cannot be undone.',
      },
      orMore: '{n} or more users have this role and will lose it. This cannot be undone.',
    },
    /** Of a role that no user has. */
    unheld: 'No user has this role. This cannot be undone.',
    yes: 'Delete the role',
  },
  create: {
    title: 'New role',
    lead: 'It can only have permissions that you have yourself.',
  },
  change: {
    page: 'Change a role',
    lead: 'Changes take effect at once for every user who has this role.',
    question: {
      counted: {
        one: 'Change the role {role} for the one user who has it?',
        other: 'Change the role {role} for the {n} users who have it?',
      },
      orMore: 'Change the role {role} for {n} or more users who have it?',
    },
    added: 'New permissions:',
    removed: 'Removed permissions:',
    yes: 'Change the role {role}',
  },
  form: {
    card: 'Role',
    name: 'Name',
    nameHint: 'Lower-case letters, digits and hyphens, for example front-desk.',
    description: 'Description',
    permissions: 'Permissions',
    save: 'Save',
    create: 'Create role',
    saving: 'Saving…',
  },
  /** Which field to look at; the field says why. */
  check: {
    name: 'Check the name.',
    description: 'Check the description.',
  },
  done: {
    created: 'The role has been created.',
    changed: 'The role has been changed.',
    deleted: 'The role has been deleted.',
  },
  refusals: {
    'bad-name':
      'Use 1 to 40 lower-case letters, digits and hyphens. The names “new” and “disabled” cannot be used.',
    'description-too-long': 'This description is too long. Use a shorter one.',
    'unknown-permission':
      'You chose a permission that does not exist in this version. Reload the page and choose again.',
    'beyond-you': 'A role can only have permissions that you have yourself.',
    already: 'There is already a role with this name.',
    'built-in': 'This role is built in and cannot be changed.',
    'unknown-role': 'This role no longer exists.',
  } as const satisfies Record<RoleRefusal, string>,
} as const
