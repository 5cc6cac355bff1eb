import type { FlashMessage } from '@/lib/base/flash'

export interface Outcome {
  /** Other for each act. */
  id: string
  tone: 'good' | 'bad'
  words: string
}

type Words = Readonly<Record<string, string>>

/** What came of an act, in the words of the page that it led to; null for what the page does not know. */
export function outcomeOf(
  flash: FlashMessage | null,
  done: Words,
  refusals: Words = {},
): Outcome | null {
  if (!flash) return null
  const words = flash.kind === 'done' ? done : refusals
  const text = Object.hasOwn(words, flash.code) ? words[flash.code] : undefined
  return text ? { id: flash.id, tone: flash.kind === 'done' ? 'good' : 'bad', words: text } : null
}
