import { LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'

interface Props {
  isBusy: boolean
  /** Shown while the work goes on. */
  busy: ReactNode
  children: ReactNode
}

/** A button's label before and during its work. Both reserve space, so that nothing moves. */
export function BusyLabel({ isBusy, busy, children }: Props) {
  return (
    <span className="grid place-items-center *:col-start-1 *:row-start-1">
      <span className={isBusy ? 'invisible' : ''}>{children}</span>
      <span className={`flex items-center gap-2 ${isBusy ? '' : 'invisible'}`}>
        <LoaderCircle
          className={`size-4 shrink-0 ${isBusy ? 'animate-spin' : ''}`}
          aria-hidden="true"
        />
        <span>{busy}</span>
      </span>
    </span>
  )
}
