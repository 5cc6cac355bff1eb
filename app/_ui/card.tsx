import type { ReactNode } from 'react'

interface Props {
  title: string
  /** A line under the title. */
  lead?: ReactNode
  /** Shown to the right of the title. */
  action?: ReactNode
  children?: ReactNode
}

/** A titled region of a page. */
export function Card({ title, lead, action, children }: Props) {
  const id = `${title.toLowerCase().replace(/\W+/g, '-')}-title`
  return (
    <section
      aria-labelledby={id}
      className="rounded-xl border border-line bg-surface p-5 shadow-card sm:p-6"
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h2 id={id} className="text-lg leading-snug font-semibold tracking-tight">
            {title}
          </h2>
          {lead && <p className="mt-1 text-sm text-soft">{lead}</p>}
        </div>
        {action}
      </div>
      {children && <div className="mt-5">{children}</div>}
    </section>
  )
}
