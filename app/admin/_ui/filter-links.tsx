import { Link } from '@/app/_ui/link'

interface Props {
  /** What the links choose, for screen readers. */
  label: string
  choices: readonly { href: string; label: string; isCurrent: boolean }[]
}

/** Links, one of them the current choice, which stays visible in forced colours. */
export function FilterLinks({ label, choices }: Props) {
  return (
    <nav aria-label={label} className="-ml-2.5 flex flex-wrap gap-0.5">
      {choices.map(({ href, label, isCurrent }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent ? 'true' : undefined}
          className={
            'flex min-h-9 items-center rounded-md border border-transparent px-2.5 text-sm text-soft hover:text-ink ' +
            'aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-accent ' +
            'forced-colors:border-[Canvas] forced-colors:aria-[current]:border-[Highlight]'
          }
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
