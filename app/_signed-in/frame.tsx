import type { ReactNode } from 'react'
import { displayNameOf } from '@/app/_ui/isolated'
import { Logo } from '@/app/_ui/logo'
import { SessionKeeper } from '@/app/session/_browser/session-keeper'
import { DASHBOARD } from '@/lib/base/routes'
import type { Actor } from '@/lib/sessions/authenticate'
import { LogOut, LogOutEverywhere } from './log-out'
import { millisUntil } from './millis-until'
import { Navigation } from './navigation'
import type { NavigationItem } from './navigation-items'
import { Link } from '@/app/_ui/link'

interface Props {
  actor: Actor
  area: string
  places: readonly NavigationItem[]
  /** Link to the other area, for users who may go there. */
  across: NavigationItem | null
  wide?: boolean
  children: ReactNode
}

/** The frame of every signed-in page. It is not a guard: each page has its own. */
export function Frame({ actor, area, places, across, wide = false, children }: Props) {
  const displayName = displayNameOf(actor)
  const width = wide ? 'max-w-6xl' : 'max-w-5xl'
  return (
    <>
      <SessionKeeper session={actor.sessionId} accessMillis={millisUntil(actor.accessExpiresAt)} />
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <header className="border-b border-line bg-surface">
        <div className={`mx-auto ${width} px-4 sm:px-6`}>
          <div className="flex flex-wrap items-center justify-between gap-3 pt-3">
            <Link href={DASHBOARD} className="-m-1 rounded-lg p-1">
              <Logo />
            </Link>
            <div className="flex min-w-0 items-center gap-3">
              <p className="hidden min-w-0 text-right text-sm leading-tight sm:block">
                {displayName !== actor.email && (
                  <bdi className="block truncate font-medium">{displayName}</bdi>
                )}
                <bdi className="block truncate text-soft">{actor.email}</bdi>
              </p>
              <LogOut />
            </div>
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-2">
            <Navigation label={area} places={places} />
            <div className="flex flex-wrap items-center">
              {across && <Across place={across} />}
              <LogOutEverywhere />
            </div>
          </div>
        </div>
      </header>
      <main id="content" className={`mx-auto ${width} px-4 py-8 sm:px-6 sm:py-10`}>
        {children}
      </main>
    </>
  )
}

function Across({ place: { href, label } }: { place: NavigationItem }) {
  return (
    <Link
      href={href}
      className="mr-6 flex min-h-11 items-center text-sm font-medium text-ivy underline underline-offset-4"
    >
      {label}
    </Link>
  )
}
