import { CircleAlert, CircleCheck, Info, type LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'

type Tone = 'info' | 'good' | 'bad'

const TONES: Record<Tone, { icon: LucideIcon; look: string; tint: string }> = {
  info: { icon: Info, look: 'border-line bg-sunken', tint: 'text-soft' },
  good: { icon: CircleCheck, look: 'border-accent bg-accent-wash', tint: 'text-accent' },
  bad: { icon: CircleAlert, look: 'border-danger bg-danger-wash', tint: 'text-danger' },
}

interface Props {
  tone?: Tone
  children: ReactNode
  role?: 'status' | 'alert'
  ref?: Ref<HTMLDivElement>
  tabIndex?: number
  autoFocus?: boolean
}

/** A short message in a box. */
export function Notice({ tone = 'info', children, ...rest }: Props) {
  const { icon: Icon, look, tint } = TONES[tone]
  return (
    <div {...rest} className={`flex gap-3 rounded-lg border px-4 py-3 ${look}`}>
      <Icon className={`mt-0.5 size-5 shrink-0 ${tint}`} aria-hidden="true" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
