import type { Permission } from '@/lib/permissions/permissions'
import { language } from '@/lib/request/language'
import { grouped } from '../roles/choices'

interface Props {
  /** Label that opens the list. */
  summary: string
  permissions: readonly Permission[]
}

/** Permissions grouped by page, each with its id. */
export async function PermissionList({ summary, permissions }: Props) {
  const { words } = await language()
  return (
    <details className="mt-1 text-sm">
      <summary className="inline-flex min-h-6 items-center text-soft underline underline-offset-4 hover:text-ink">
        {summary}
      </summary>
      <dl className="mt-2 grid gap-x-4 gap-y-2 sm:grid-cols-[6rem_minmax(0,1fr)]">
        {grouped(permissions, words.permissions).map(({ page, permissions }) => (
          <div key={page} className="contents">
            <dt className="font-medium text-soft">{page}</dt>
            <dd className="grid gap-1">
              {permissions.map(({ id, name }) => (
                <span key={id} className="flex flex-wrap gap-x-2">
                  {name} <code className="font-mono text-xs leading-5 text-soft">{id}</code>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
