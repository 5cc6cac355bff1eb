import type { Words } from '@/lib/words/catalogues'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import type { Asked } from '../../_ui/asked'

interface Reset {
  user: string
  /** The administrator chose not to wait. */
  isNow: boolean
  /** Recovery codes that are left: without any there is nothing to wait for. */
  left: number
  hasMail: boolean
}

/** Asks before a user loses the second factor: an attacker may have asked for it. */
export function resetQuestion({ user, isNow, left, hasMail }: Reset, words: Words): Asked {
  const { title, later, now, noCodes, sure, told, untold, yes } = words.userFactors.question
  const when = isNow || left === 0 ? 'now' : 'later'
  return {
    title: fill(title, { user: isolated(user) }),
    parts: [
      ...(left === 0 ? [{ text: noCodes }] : []),
      { text: when === 'now' ? now : later },
      { text: hasMail ? told : untold },
      { text: sure },
    ],
    yes: yes[when],
    // If a code is used meanwhile, the question is asked again.
    sure: [user, when, left].join(' '),
  }
}
