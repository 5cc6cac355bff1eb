import type { ReactNode } from 'react'
import { Frame } from '@/app/_signed-in/frame'
import { OwnFrame } from '@/app/_signed-in/own-frame'
import { adminPlaces } from '@/app/_signed-in/places'
import { requireUser } from '@/lib/request/current-user'
import { DASHBOARD } from '@/lib/routes'

/** It is no guard: each page asks `requirePermission` itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const places = adminPlaces(actor)
  // Nothing here is for them, and they need not learn what this place is.
  if (places.length === 0) return <OwnFrame actor={actor}>{children}</OwnFrame>
  return (
    <Frame
      actor={actor}
      area="Administration"
      places={places}
      across={{ href: DASHBOARD, label: 'Your account' }}
      wide
    >
      {children}
    </Frame>
  )
}
