import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Frame } from '@/app/_signed-in/frame'
import { adminPlaces, OWN_PLACES } from '@/app/_signed-in/places'
import { openIncidents } from '@/lib/incidents/answer'
import { requireUser } from '@/lib/request/current-user'
import { withOutage } from '@/lib/request/outage'
import { wordsFor } from './incident-words'
import { Incidents } from './incidents'

const INCIDENTS_SHOWN = 3

export const metadata: Metadata = { robots: { index: false, follow: false } }

/** It is no guard: each page asks `requireUser` itself. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const incidents = await withOutage(() => openIncidents(actor, INCIDENTS_SHOWN))
  const [administration] = adminPlaces(actor)
  return (
    <Frame
      actor={actor}
      area="Dashboard"
      places={OWN_PLACES}
      across={administration ? { href: administration.href, label: 'Administration' } : null}
    >
      <Incidents incidents={incidents.map(wordsFor)} />
      {children}
    </Frame>
  )
}
