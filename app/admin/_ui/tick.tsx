interface Props {
  name: string
  value: string
  label: string
  hint?: string
  isTicked: boolean
}

/** A checkbox with its label, and a line about it. */
export function Tick({ name, value, label, hint, isTicked }: Props) {
  return (
    <label className="flex min-h-11 items-start gap-3 py-2">
      <input
        // React resets the checkboxes of a form after each submission.
        key={String(isTicked)}
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={isTicked}
        className="mt-0.5 size-5 shrink-0 rounded"
      />
      <span className="min-w-0">
        <span className="block wrap-anywhere">{label}</span>
        {hint && <span className="block text-sm text-soft">{hint}</span>}
      </span>
    </label>
  )
}
