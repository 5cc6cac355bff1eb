import { cache } from 'react'
import { openIncidents } from '@/lib/incidents/answer'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'

const SHOWN = 3

/** The newest open incidents: the frame shows them, and the overview counts them. Read once. */
export const incidentsShown = cache((actor: Actor) => withOutage(() => openIncidents(actor, SHOWN)))
