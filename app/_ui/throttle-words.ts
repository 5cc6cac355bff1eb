import type { Busy, Throttled } from '@/lib/rate-limits/tried'
import type { Language } from '@/lib/request/language'
import { fill } from '@/lib/words/text'
import { waitInWords } from '@/lib/words/times'

/** Separates a refusal of this attempt alone from refusals that a form has words of its own for. */
export function isThrottled<Refusal extends { reason: string }>(
  refusal: Refusal,
): refusal is Extract<Refusal, Throttled | Busy> {
  return refusal.reason === 'too-many-tries' || refusal.reason === 'too-busy'
}

export function throttleWords(refusal: Throttled | Busy, { words, locale }: Language): string {
  const { tooBusy, tooMany } = words.accounts.throttled
  if (refusal.reason === 'too-busy') return tooBusy
  return fill(tooMany, { wait: waitInWords(refusal.retryAt, locale) })
}
