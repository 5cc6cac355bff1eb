import { ButtonLink } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { AUTHENTICATOR, RECOVERY_CODES } from '@/lib/base/routes'
import { recoveryCodesOf } from '@/lib/factors/recovery-codes'
import { authenticatorOf } from '@/lib/factors/set-up'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import { leftWords } from './left-words'

/** Whether logging in needs a code. */
export async function Factors({ actor }: { actor: Actor }) {
  const reader = await language()
  const { card: words } = reader.words.secondFactor
  const [app, codes] = await withOutage(() =>
    Promise.all([authenticatorOf(actor), recoveryCodesOf(actor.userId)]),
  )
  if (app.state !== 'on') {
    return (
      <Card title={words.title} lead={words.lead}>
        <p>{words.off}</p>
        <ButtonLink href={AUTHENTICATOR} className="mt-4">
          {words.setUp}
        </ButtonLink>
      </Card>
    )
  }
  return (
    <Card title={words.title} lead={words.lead}>
      <p>
        <Sentence
          text={words.on}
          parts={{ time: <When at={app.since} reader={reader} as="exact" /> }}
        />{' '}
        {leftWords(codes?.left ?? 0, reader)}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <ButtonLink look="secondary" href={AUTHENTICATOR}>
          {words.manage}
        </ButtonLink>
        <ButtonLink look="secondary" href={RECOVERY_CODES}>
          {words.codes}
        </ButtonLink>
      </div>
    </Card>
  )
}
