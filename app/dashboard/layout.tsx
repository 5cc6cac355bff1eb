import type { ReactNode } from 'react'
import { OwnFrame } from '@/app/_signed-in/own-frame'
import { openIncidents } from '@/lib/incidents/answer'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { plural } from '@/lib/words/text'
import { wordsFor } from './incident-words'
import { Incidents } from './incidents'

const INCIDENTS_SHOWN = 3

/** Not a guard: each page calls `requireUser`. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const { locale, words } = await language()
  const { box } = words.ownIncidents
  const incidents = await withOutage(() => openIncidents(actor, INCIDENTS_SHOWN))
  return (
    <OwnFrame actor={actor}>
      <Incidents
        incidents={incidents.map((incident) => wordsFor(incident, words.ownIncidents))}
        heading={plural(locale, box.title, incidents.length)}
        words={box}
      />
      {children}
    </OwnFrame>
  )
}
