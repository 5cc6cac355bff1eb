import { FEW_LEFT } from '@/lib/factors/recovery-codes'
import type { Language } from '@/lib/request/language'
import { plural } from '@/lib/words/text'

/** How many recovery codes are left, and what to do when they are few. */
export function leftWords(left: number, { locale, words }: Language): string {
  const { card } = words.secondFactor
  if (left === 0) return card.none
  return plural(locale, left <= FEW_LEFT ? card.few : card.left, left)
}
