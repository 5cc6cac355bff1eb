import type { UserFactors } from '@/lib/factors/of-user'
import { waitsForRemoval } from '@/lib/factors/reset'
import type { Words } from '@/lib/words/catalogues'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import type { Asked } from '../../_ui/asked'

interface Reset {
  user: string
  /** The administrator chose not to wait. */
  isNow: boolean
  factors: UserFactors
  hasMail: boolean
}

/** Asks before a user loses the second factor: an attacker may have asked for it. */
export function resetQuestion({ user, isNow, factors, hasMail }: Reset, words: Words): Asked {
  const { title, later, now, noCodes, passkeys, sure, told, untold, yes } =
    words.userFactors.question
  const waits = waitsForRemoval(factors)
  const when = isNow || !waits ? 'now' : 'later'
  const left = factors.recoveryCodes?.left ?? 0
  return {
    title: fill(title, { user: isolated(user) }),
    parts: [
      ...(waits ? [] : [{ text: noCodes }]),
      { text: when === 'now' ? now : later },
      ...(isNow && factors.passkeys.length > 0 ? [{ text: passkeys }] : []),
      { text: hasMail ? told : untold },
      { text: sure },
    ],
    yes: yes[when],
    // If a code is used meanwhile, the question is asked again.
    sure: [user, when, left, factors.passkeys.length].join(' '),
  }
}
