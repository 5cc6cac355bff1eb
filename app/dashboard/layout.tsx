import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '@/app/_ui/logo'
import { StayWithSession } from '@/app/session/_browser/stay-with-session'
import { openIncidents } from '@/lib/incidents/answer'
import { requireUser } from '@/lib/request/current-user'
import { withOutage } from '@/lib/request/outage'
import { DASHBOARD } from '@/lib/routes'
import { wordsFor } from './incident-words'
import { Incidents } from './incidents'
import { LogOut, LogOutEverywhere } from './log-out'
import { Navigation } from './navigation'
import { millisUntil } from './millis-until'

const INCIDENTS_SHOWN = 3

export const metadata: Metadata = { robots: { index: false, follow: false } }

/** The frame of every protected page. It is no guard: each page asks `requireUser` itself. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const incidents = await withOutage(() => openIncidents(actor, INCIDENTS_SHOWN))
  return (
    <>
      <StayWithSession
        session={actor.sessionId}
        accessMillis={millisUntil(actor.accessExpiresAt)}
      />
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-10 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
      >
        Skip to content
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto max-w-5xl px-4 sm:px-6">
          <div className="flex flex-wrap items-center justify-between gap-3 pt-3">
            <Link href={DASHBOARD} prefetch={false} className="-m-1 rounded-lg p-1">
              <Logo />
            </Link>
            <div className="flex min-w-0 items-center gap-3">
              <p className="hidden min-w-0 text-right text-sm leading-tight sm:block">
                {actor.name && <span className="block truncate font-medium">{actor.name}</span>}
                <span className="block truncate text-soft">{actor.email}</span>
              </p>
              <LogOut />
            </div>
          </div>
          <div className="flex flex-wrap items-center justify-between gap-x-2">
            <Navigation />
            <LogOutEverywhere />
          </div>
        </div>
      </header>
      <main id="content" className="mx-auto max-w-5xl px-4 py-8 sm:px-6 sm:py-10">
        <Incidents incidents={incidents.map(wordsFor)} />
        {children}
      </main>
    </>
  )
}
