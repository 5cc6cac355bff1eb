import { Link } from '@/app/_ui/link'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { brand } from '@/lib/brand/brand'
import { AUTHENTICATOR } from '@/lib/base/routes'
import { recoveryCodesOf } from '@/lib/factors/recovery-codes'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { fill } from '@/lib/words/text'
import { leftWords } from '../_factors/left-words'
import { Recovering } from '../_factors/recovering'
import { RenewForm } from './renew-form'

/** How many recovery codes are left, and how to make new ones. */
export default async function RecoveryCodesPage() {
  const actor = await requireUser()
  const codes = await withOutage(() => recoveryCodesOf(actor.userId))
  const reader = await language()
  const { card, recoveryCodes: words } = reader.words.secondFactor
  return (
    <>
      <Title>{words.title}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{words.title}</h1>
      <p className="mt-1 max-w-prose text-soft">{words.lead}</p>
      <div className="mt-8 grid max-w-2xl justify-items-start gap-6">
        {codes ? (
          <>
            <Recovering actor={actor} reader={reader} />
            <p>
              {leftWords(codes.left, reader)}{' '}
              <Sentence
                text={words.made}
                parts={{ time: <When at={codes.createdAt} reader={reader} as="exact" /> }}
              />
            </p>
            <RenewForm
              fileName={fill(words.fresh.file, { email: actor.email, app: brand().name })}
              words={words.renew}
              fresh={words.fresh}
              question={reader.words.administration.question}
            />
          </>
        ) : (
          <p>{words.needsApp}</p>
        )}
        <Link
          href={AUTHENTICATOR}
          className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4"
        >
          {card.manage}
        </Link>
      </div>
    </>
  )
}
