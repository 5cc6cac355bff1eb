import { oneOf } from '@/app/_ui/query'

export interface Outcome {
  tone: 'good' | 'bad'
  words: string
}

type Words = Readonly<Record<string, string>>

/**
 * What came of an act, for the page one is led back to: its address tells by `done` or `refused`,
 * and nothing else that may stand there is shown.
 */
export function outcomeIn(
  query: Record<string, string | string[] | undefined>,
  done: Words,
  refusals: Words,
): Outcome | null {
  const did = wordsFor(oneOf(query, 'done'), done)
  if (did) return { tone: 'good', words: did }
  const didNot = wordsFor(oneOf(query, 'refused'), refusals)
  return didNot ? { tone: 'bad', words: didNot } : null
}

function wordsFor(name: string, words: Words): string | null {
  return Object.hasOwn(words, name) ? (words[name] ?? null) : null
}
