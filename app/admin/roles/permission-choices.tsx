import type { Group } from './choices'

interface Props {
  legend: string
  groups: readonly Group[]
  /** Ids of permissions. */
  ticked: readonly string[]
}

/** Checkboxes for what a role allows, grouped by page, each with its id. */
export function PermissionChoices({ legend, groups, ticked }: Props) {
  return (
    <fieldset>
      <legend className="font-medium">{legend}</legend>
      <div className="mt-3 grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map(({ page, permissions }) => (
          <fieldset key={page} className="min-w-0">
            <legend className="mb-1 text-sm font-semibold text-soft">{page}</legend>
            <ul className="divide-y divide-line border-y border-line">
              {permissions.map(({ id, name }) => (
                <li key={id}>
                  <label className="flex min-h-11 items-start gap-3 py-2">
                    <input
                      // React resets the checkboxes of a form after each submission.
                      key={String(ticked.includes(id))}
                      type="checkbox"
                      name="permission"
                      value={id}
                      defaultChecked={ticked.includes(id)}
                      className="mt-0.5 size-5 shrink-0 rounded"
                    />
                    <span className="min-w-0">
                      <span className="block">{name}</span>
                      <code className="block font-mono text-xs text-soft">{id}</code>
                    </span>
                  </label>
                </li>
              ))}
            </ul>
          </fieldset>
        ))}
      </div>
    </fieldset>
  )
}
