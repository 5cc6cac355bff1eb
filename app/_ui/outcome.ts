import type { FlashMessage } from '@/lib/base/flash'

export interface Outcome {
  /** Different for each action. */
  id: string
  tone: 'good' | 'bad'
  words: string
}

type Words = Readonly<Record<string, string>>

/** The outcome of an action in the page's words; null for a code that the page does not know. */
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
