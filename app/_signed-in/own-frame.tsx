import type { ReactNode } from 'react'
import { anyApps } from '@/lib/apps/any'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import { Frame } from './frame'
import { adminPages, ownPages } from './navigation-items'

/** The frame of a user's own pages. */
export async function OwnFrame({ actor, children }: { actor: Actor; children: ReactNode }) {
  const [administration] = adminPages(actor)
  const places = ownPages(await withOutage(anyApps))
  return (
    <Frame actor={actor} area="own" places={places} across={administration?.href ?? null}>
      {children}
    </Frame>
  )
}
