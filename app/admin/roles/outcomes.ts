import type { RoleRefusal } from '@/lib/permissions/custom-roles'

export const DONE = {
  created: 'The role is made.',
  changed: 'The role is changed.',
  deleted: 'The role is deleted.',
}

export const REFUSALS: Record<RoleRefusal, string> = {
  'bad-name':
    'A name has 1 to 40 small letters, digits and hyphens; “new” and “disabled” are taken.',
  'description-too-long': 'Use a shorter description.',
  'unknown-permission': 'Something was ticked that this version does not know.',
  'beyond-you': 'A role may allow no more than you may do yourself.',
  already: 'There is a role of that name.',
  'built-in': 'This role comes with Gatehouse and stays as it is.',
  'unknown-role': 'There is no such role any more.',
}
