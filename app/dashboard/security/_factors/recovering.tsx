import { Notice } from '@/app/_ui/notice'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import type { Language } from '@/lib/request/language'
import type { Actor } from '@/lib/sessions/authenticate'
import { isRecovering } from '@/lib/sessions/recovery'

/** Tells a user who logged in with a recovery code how to replace what is lost. */
export function Recovering({ actor, reader }: { actor: Actor; reader: Language }) {
  const { recoveryUntil } = actor
  if (!recoveryUntil || !isRecovering(actor)) return null
  return (
    <Notice>
      <Sentence
        text={reader.words.secondFactor.recovering}
        parts={{ time: <When at={recoveryUntil} reader={reader} as="exact" /> }}
      />
    </Notice>
  )
}
