import type { ReactNode } from 'react'
import { FactorBanner } from '@/app/_signed-in/factor-banner'
import { OwnFrame } from '@/app/_signed-in/own-frame'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { asksForVerification } from '@/lib/users/verification'
import { plural } from '@/lib/words/text'
import { wordsFor } from './incident-words'
import { Incidents } from './incidents'
import { incidentsShown } from './open-incidents'
import { VerifyBanner } from './verify-banner'

/** Not a guard: each page calls `requireUser`. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const { locale, words } = await language()
  const { box } = words.ownIncidents
  const incidents = await incidentsShown(actor)
  return (
    <OwnFrame actor={actor}>
      <Incidents
        incidents={incidents.map((incident) => wordsFor(incident, words.ownIncidents))}
        heading={plural(locale, box.title, incidents.length)}
        words={box}
      />
      {actor.emailVerifiedAt === null && asksForVerification() && (
        <VerifyBanner email={actor.email} words={words.verifyEmail} />
      )}
      <FactorBanner actor={actor} />
      {children}
    </OwnFrame>
  )
}
