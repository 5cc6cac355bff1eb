import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Frame } from '@/app/_signed-in/frame'
import { adminPlaces } from '@/app/_signed-in/places'
import { requireUser } from '@/lib/request/current-user'
import { DASHBOARD } from '@/lib/routes'

export const metadata: Metadata = {
  title: { default: 'Administration', template: '%s · Administration · Gatehouse' },
  robots: { index: false, follow: false },
}

/** It is no guard: each page asks `requirePermission` itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  return (
    <Frame
      actor={actor}
      area="Administration"
      places={adminPlaces(actor)}
      across={{ href: DASHBOARD, label: 'Your account' }}
      wide
    >
      {children}
    </Frame>
  )
}
