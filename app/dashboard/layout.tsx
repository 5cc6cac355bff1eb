import type { ReactNode } from 'react'
import { OwnFrame } from '@/app/_signed-in/own-frame'
import { openIncidents } from '@/lib/incidents/answer'
import { requireUser } from '@/lib/request/current-user'
import { withOutage } from '@/lib/request/outage'
import { wordsFor } from './incident-words'
import { Incidents } from './incidents'

const INCIDENTS_SHOWN = 3

/** Not a guard: each page calls `requireUser`. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const incidents = await withOutage(() => openIncidents(actor, INCIDENTS_SHOWN))
  return (
    <OwnFrame actor={actor}>
      <Incidents incidents={incidents.map(wordsFor)} />
      {children}
    </OwnFrame>
  )
}
