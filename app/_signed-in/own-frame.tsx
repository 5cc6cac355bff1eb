import type { ReactNode } from 'react'
import type { Actor } from '@/lib/sessions/authenticate'
import { Frame } from './frame'
import { adminPlaces, OWN_PLACES } from './navigation-items'

/** The frame of a user's own pages. */
export function OwnFrame({ actor, children }: { actor: Actor; children: ReactNode }) {
  const [administration] = adminPlaces(actor)
  return (
    <Frame
      actor={actor}
      area="Dashboard"
      places={OWN_PLACES}
      across={administration ? { href: administration.href, label: 'Administration' } : null}
    >
      {children}
    </Frame>
  )
}
