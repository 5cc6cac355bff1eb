import type { Locale } from '@/lib/base/locales'
import { MAX_HOLDERS, type CustomRole, type RoleInput } from '@/lib/permissions/custom-roles'
import { ALL_PERMISSIONS } from '@/lib/permissions/permissions'
import type { Words } from '@/lib/words/catalogues'
import { countedForm, fill, formatNumber } from '@/lib/words/text'
import type { Asked } from '../_ui/asked'

interface Reader {
  locale: Locale
  words: Words
}

/** Asks before a change affects those who hold a role; null if it affects nobody. */
export function roleChangeQuestion(
  role: CustomRole,
  input: RoleInput,
  { locale, words }: Reader,
): Asked | null {
  const wanted = ALL_PERMISSIONS.filter((one) => input.permissions.includes(one))
  const added = wanted.filter((one) => !role.permissions.includes(one))
  const removed = role.permissions.filter((one) => !wanted.includes(one))
  if (role.holders === 0 || added.length + removed.length === 0) return null
  const { change } = words.roles
  const { names } = words.permissions
  const question = countedForm(locale, change.question, { count: role.holders, most: MAX_HOLDERS })
  return {
    title: fill(question, { role: role.name, n: formatNumber(locale, role.holders) }),
    parts: [
      { text: change.added, items: added.map((one) => names[one]) },
      { text: change.removed, items: removed.map((one) => names[one]) },
    ].filter(({ items }) => items.length > 0),
    yes: fill(change.yes, { role: role.name }),
    sure: [role.holders, ...added, '-', ...removed].join(' '),
  }
}
