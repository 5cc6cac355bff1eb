import type { ReactNode } from 'react'

type Tone = 'plain' | 'good' | 'warm' | 'bad'

const LOOKS: Record<Tone, string> = {
  plain: 'bg-sunken text-soft',
  good: 'bg-accent-wash text-accent',
  warm: 'bg-lantern-wash text-lantern',
  bad: 'bg-danger-wash text-danger',
}

/** A label of a word or two. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-block max-w-full rounded-full border border-transparent px-2.5 py-0.5 text-xs font-semibold ${LOOKS[tone]}`}
    >
      {children}
    </span>
  )
}
