import type { Incident } from '@/lib/incidents/answer'
import { IncidentSide } from '@/app/_signed-in/incident-side'
import type { Words } from '@/lib/words/catalogues'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import type { IncidentWords } from './incidents'

/** An incident in plain words. */
export function wordsFor(
  { id, kind, app, here, known, came }: Incident,
  { titles, titlesHere, texts }: Words['ownIncidents'],
): IncidentWords {
  return {
    id,
    title: here ? titlesHere[kind] : titles[kind],
    text: textOf(kind, app, texts),
    sides: [<IncidentSide key="known" side={known} />, <IncidentSide key="came" side={came} />],
  }
}

function textOf(kind: Incident['kind'], app: string | null, texts: Words['ownIncidents']['texts']) {
  return kind === 'app-reuse' ? fill(texts[kind], { app: isolated(app ?? '') }) : texts[kind]
}
