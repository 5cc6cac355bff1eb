import { ButtonLink } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { Title } from '@/app/_ui/title'
import { CONFIRM, PASSKEYS, withNext } from '@/lib/base/routes'
import { isDemandedOf } from '@/lib/factors/demanded'
import { passkeysOf } from '@/lib/passkeys/manage'
import { registrationOptions } from '@/lib/passkeys/options'
import { relyingParty } from '@/lib/passkeys/relying-party'
import { requireUser } from '@/lib/request/current-user'
import { currentFlash } from '@/lib/request/flash'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { isProven } from '@/lib/sessions/recent'
import { isRecovering } from '@/lib/sessions/recovery'
import { AddForm } from './add-form'
import { PasskeyList } from './list'
import { Signals } from './signals'

/** The user's passkeys, and how to make another. */
export default async function PasskeysPage() {
  const actor = await requireUser()
  const rows = await withOutage(() => passkeysOf(actor.userId))
  const reader = await language()
  const words = reader.words.passkeys.page
  const { add } = words
  const party = relyingParty()
  return (
    <>
      <Title>{words.title}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{words.title}</h1>
      <p className="mt-1 max-w-prose text-soft">{words.lead}</p>
      <div className="mt-8 grid max-w-2xl gap-6">
        <Flash outcome={outcomeOf(await currentFlash(), words.outcomes, words.refusals)} />
        <PasskeyList passkeys={rows} reader={reader} />
        {party ? (
          <Card
            title={add.title}
            lead={isDemandedOf(actor.permissions) ? `${add.text} ${add.demanded}` : add.text}
          >
            {isRecovering(actor) || (await withOutage(() => isProven(actor))) ? (
              <AddForm
                options={await withOutage(() => registrationOptions(actor))}
                words={{ ...add, unsupported: words.unsupported }}
              />
            ) : (
              <ButtonLink href={withNext(CONFIRM, PASSKEYS)}>{add.submit}</ButtonLink>
            )}
          </Card>
        ) : (
          <p>{words.unavailable}</p>
        )}
      </div>
      {party && (
        <Signals
          rpID={party.id}
          userId={actor.userId}
          email={actor.email}
          name={actor.name}
          ids={rows.map(({ id }) => id)}
        />
      )}
    </>
  )
}
