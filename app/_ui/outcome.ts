import type { Told } from '@/lib/told'

export interface Outcome {
  /** Other for each act. */
  id: string
  tone: 'good' | 'bad'
  words: string
}

type Words = Readonly<Record<string, string>>

/** What came of an act, in the words of the page that it led to; null for what the page does not know. */
export function outcomeOf(told: Told | null, done: Words, refusals: Words = {}): Outcome | null {
  if (!told) return null
  const words = told.kind === 'done' ? done : refusals
  const text = Object.hasOwn(words, told.code) ? words[told.code] : undefined
  return text ? { id: told.id, tone: told.kind === 'done' ? 'good' : 'bad', words: text } : null
}
