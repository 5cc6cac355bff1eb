import { isRoleName } from '@/lib/permissions/roles'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'

interface Described {
  name: string
  description: string
}

/** What a role is for: its own description, or ours if it is built in. */
export function descriptionOf({ name, description }: Described, words: Words['roles']): string {
  return isRoleName(name) ? words.descriptions[name] : description
}

/** Roles as the options of a choice. */
export function roleOptions(roles: readonly Described[], words: Words['roles']) {
  return roles.map((role) => {
    const description = descriptionOf(role, words)
    const label = description ? fill(words.option, { role: role.name, description }) : role.name
    return { value: role.name, label }
  })
}
