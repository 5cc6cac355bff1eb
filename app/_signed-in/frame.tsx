import type { ReactNode } from 'react'
import { Logo } from '@/app/_ui/logo'
import { SessionKeeper } from '@/app/session/_browser/session-keeper'
import { DASHBOARD } from '@/lib/base/routes'
import { language } from '@/lib/request/language'
import type { Actor } from '@/lib/sessions/authenticate'
import { AccountMenu } from './account-menu'
import { FrameWordsProvider } from './frame-words'
import { LogOut, LogOutEverywhere } from './log-out'
import { millisUntil } from './millis-until'
import { Navigation } from './navigation'
import type { NavigationItem } from './navigation-items'
import { Link } from '@/app/_ui/link'

const OTHER_AREA = { own: 'administration', administration: 'own' } as const

interface Props {
  actor: Actor
  area: keyof typeof OTHER_AREA
  places: readonly NavigationItem[]
  /** Where the other area starts, for users who may go there. */
  across: string | null
  wide?: boolean
  children: ReactNode
}

/** The frame of every signed-in page. It is not a guard: each page has its own. */
export async function Frame({ actor, area, places, across, wide = false, children }: Props) {
  const { words } = await language()
  const { common, frame } = words
  const width = wide ? 'max-w-6xl' : 'max-w-5xl'
  return (
    <>
      <SessionKeeper session={actor.sessionId} accessMillis={millisUntil(actor.accessExpiresAt)} />
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        {frame.skip}
      </a>
      <header className="border-b border-line bg-surface">
        <div className={`mx-auto ${width} px-4 sm:px-6`}>
          <div className="flex items-center justify-between gap-3 pt-3">
            <Link
              href={DASHBOARD}
              // Flexible, so that a long name is cut and not the button beside it.
              className="-m-1 flex min-w-0 rounded-lg p-1 sm:max-w-1/2 sm:shrink-0"
            >
              <Logo />
            </Link>
            <div className="flex min-w-0 items-center gap-2 max-sm:shrink-0 max-sm:flex-row-reverse">
              <AccountMenu user={actor} across={across} area={OTHER_AREA[area]} words={words} />
              <LogOut>{common.logOut}</LogOut>
            </div>
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-2">
            <Navigation
              label={frame.areas[area]}
              places={places.map(({ href, page }) => ({ href, label: frame.pages[page] }))}
            />
            {/* On a phone the menu holds these. */}
            <div className="hidden flex-wrap items-center sm:flex">
              {across && <Across href={across}>{frame.areas[OTHER_AREA[area]]}</Across>}
              <LogOutEverywhere>{frame.logOutEverywhere}</LogOutEverywhere>
            </div>
          </div>
        </div>
      </header>
      <main id="content" className={`mx-auto w-full grow ${width} px-4 py-8 sm:px-6 sm:py-10`}>
        <FrameWordsProvider words={{ cancel: common.cancel }}>{children}</FrameWordsProvider>
      </main>
    </>
  )
}

function Across({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="mr-6 flex min-h-11 items-center text-sm font-medium text-accent underline underline-offset-4"
    >
      {children}
    </Link>
  )
}
