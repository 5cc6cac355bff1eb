import type { ReactNode } from 'react'
import type { Actor } from '@/lib/sessions/authenticate'
import { Frame } from './frame'
import { adminPages, OWN_PAGES } from './navigation-items'

/** The frame of a user's own pages. */
export function OwnFrame({ actor, children }: { actor: Actor; children: ReactNode }) {
  const [administration] = adminPages(actor)
  return (
    <Frame actor={actor} area="own" places={OWN_PAGES} across={administration?.href ?? null}>
      {children}
    </Frame>
  )
}
