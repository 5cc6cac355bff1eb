import type { Language } from '@/lib/request/language'
import { plural } from '@/lib/words/text'

/** Why a code was refused. @param clock by how many minutes the clock of the app is wrong */
export function codeError({ clock }: { clock?: number }, { words, locale }: Language): string {
  const { faults } = words.secondFactor
  if (clock === undefined) return faults.wrong
  return plural(locale, clock < 0 ? faults.slow : faults.fast, Math.abs(clock))
}
