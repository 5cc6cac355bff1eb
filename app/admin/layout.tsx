import type { ReactNode } from 'react'
import { FactorBanner } from '@/app/_signed-in/factor-banner'
import { Frame } from '@/app/_signed-in/frame'
import { NotFoundHere } from '@/app/_signed-in/not-found-here'
import { OwnFrame } from '@/app/_signed-in/own-frame'
import { adminPages } from '@/app/_signed-in/navigation-items'
import { requireUser } from '@/lib/request/current-user'
import { DASHBOARD } from '@/lib/base/routes'

/** Not a guard: each page calls `requirePermission`, which records refusals. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const actor = await requireUser()
  const places = adminPages(actor)
  // This actor may see none of these pages, and need not learn that they exist.
  if (places.length === 0) {
    return (
      <OwnFrame actor={actor}>{actor.permissions.size > 0 ? children : <NotFoundHere />}</OwnFrame>
    )
  }
  return (
    <Frame actor={actor} area="administration" places={places} across={DASHBOARD} wide>
      <FactorBanner actor={actor} />
      {children}
    </Frame>
  )
}
