import type { ReactNode } from 'react'
import { When } from '@/app/_ui/when'
import type { Language } from '@/lib/request/language'

/** One row of a list of facts. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-x-4 py-3 last:pb-0 sm:flex-row">
      <dt className="shrink-0 text-sm text-soft sm:w-36 sm:pt-px">{term}</dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </div>
  )
}

/** A quieter line below a fact. */
export function Aside({ children }: { children: ReactNode }) {
  return <span className="block text-sm font-normal text-soft">{children}</span>
}

/** A time relative to now, and the exact time below it. */
export function RelativeAndExact({ at, reader }: { at: Date; reader: Language }) {
  return (
    <>
      <When at={at} reader={reader} />
      <Aside>
        <When at={at} reader={reader} as="exact" />
      </Aside>
    </>
  )
}
