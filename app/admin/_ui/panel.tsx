import type { ReactNode } from 'react'

/** A box for a list or a table that fills its page. */
export function Panel({ children }: { children: ReactNode }) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-card">
      {children}
    </div>
  )
}

/** Shown instead of an empty list. */
export function Empty({ children }: { children: ReactNode }) {
  return (
    <Panel>
      <p className="px-5 py-12 text-center text-soft">{children}</p>
    </Panel>
  )
}
