import type { Words } from '@/lib/words/catalogues'

/** Codes of outcomes, which a flash takes to the user's page. */
export type Done = keyof Words['users']['done'] | keyof Words['userFactors']['done']
export type Refusal = keyof Words['users']['refusals'] | keyof Words['userFactors']['refusals']
