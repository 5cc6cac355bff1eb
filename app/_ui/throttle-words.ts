import type { Busy, Throttled } from '@/lib/rate-limits/tried'
import { waitInWords } from './times'

/** Separates a refusal of this attempt alone from refusals that a form has words of its own for. */
export function isThrottled<Refusal extends { reason: string }>(
  refusal: Refusal,
): refusal is Extract<Refusal, Throttled | Busy> {
  return refusal.reason === 'too-many-tries' || refusal.reason === 'too-busy'
}

export function throttleWords(refusal: Throttled | Busy): string {
  return refusal.reason === 'too-busy'
    ? 'We are very busy just now. Try again in a moment.'
    : `Too many tries. Try again ${waitInWords(refusal.retryAt)}.`
}
