import type { Incident } from '@/lib/incidents/answer'
import { IncidentSide } from '@/app/_signed-in/incident-side'
import type { IncidentWords } from './incidents'

const TITLES: Record<Incident['kind'], string> = {
  reuse: 'Somebody may have copied your sign-in',
  predecessor: 'Two browsers used one of your sessions',
  'two-places': 'One of your sessions was used in two places at once',
}

const TEXTS: Record<Incident['kind'], string> = {
  reuse:
    'A copy of one of your sessions was used that only another browser can hold. ' +
    'We ended that session on both sides; your other devices stay signed in.',
  predecessor:
    'A session belongs to one browser, and two have brought it. It still goes on. ' +
    'If you do not know one of them, log out everywhere now.',
  'two-places':
    'Within a few minutes it came from two networks and two browsers. It still goes on. ' +
    'If you do not know one of them, log out everywhere now.',
}

/** An incident in plain words. */
export function wordsFor({ id, kind, here, known, came }: Incident): IncidentWords {
  return {
    id,
    title: here ? `${TITLES[kind]}: this one` : TITLES[kind],
    text: TEXTS[kind],
    sides: [<IncidentSide key="known" side={known} />, <IncidentSide key="came" side={came} />],
  }
}
