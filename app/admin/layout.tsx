import type { ReactNode } from 'react'
import { Frame } from '@/app/_signed-in/frame'
import { Missing } from '@/app/_signed-in/missing'
import { OwnFrame } from '@/app/_signed-in/own-frame'
import { adminPlaces } from '@/app/_signed-in/places'
import { requireUser } from '@/lib/request/current-user'
import { DASHBOARD } from '@/lib/base/routes'

/** It is no guard: each page asks `requirePermission` itself, and writes down who was refused. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const places = adminPlaces(actor)
  // Nothing here is for them, and they need not learn what this place is.
  if (places.length === 0) {
    return <OwnFrame actor={actor}>{actor.permissions.size > 0 ? children : <Missing />}</OwnFrame>
  }
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
