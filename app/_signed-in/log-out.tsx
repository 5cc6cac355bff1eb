import type { ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { END } from '@/lib/base/routes'
import type { EndScope } from '@/lib/sessions/end/own'

interface Props {
  scope: EndScope
  /** The page to open after logging in again. */
  next?: string
  children: ReactNode
}

/** A plain form, because ending a session must work without JavaScript. */
export function EndSessionsForm({ scope, next, children }: Props) {
  return (
    <form method="post" action={END}>
      <input type="hidden" name="scope" value={scope} />
      {next && <input type="hidden" name="next" value={next} />}
      {children}
    </form>
  )
}

export function LogOut({ children }: { children: string }) {
  return (
    <EndSessionsForm scope="this">
      <Button type="submit" look="secondary" className="whitespace-nowrap">
        {children}
      </Button>
    </EndSessionsForm>
  )
}

/** Acts without a question: the user may be in a hurry, and it costs only a log-in. */
export function LogOutEverywhere({ children }: { children: string }) {
  return (
    <EndSessionsForm scope="everywhere">
      <Button
        type="submit"
        look="danger-quiet"
        className="-mx-4 text-sm whitespace-nowrap forced-colors:mx-0"
      >
        {children}
      </Button>
    </EndSessionsForm>
  )
}
