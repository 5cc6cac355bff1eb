import type { Incident } from '@/lib/incidents/answer'
import { IncidentSide } from '@/app/_signed-in/incident-side'
import type { Words } from '@/lib/words/catalogues'
import type { IncidentWords } from './incidents'

/** An incident in plain words. */
export function wordsFor(
  { id, kind, here, known, came }: Incident,
  { titles, titlesHere, texts }: Words['ownIncidents'],
): IncidentWords {
  return {
    id,
    title: here ? titlesHere[kind] : titles[kind],
    text: texts[kind],
    sides: [<IncidentSide key="known" side={known} />, <IncidentSide key="came" side={came} />],
  }
}
