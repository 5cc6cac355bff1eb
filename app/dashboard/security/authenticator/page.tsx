import { redirect } from 'next/navigation'
import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Flash } from '@/app/_ui/flash'
import { Link } from '@/app/_ui/link'
import { outcomeOf } from '@/app/_ui/outcome'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { brand } from '@/lib/brand/brand'
import { AUTHENTICATOR, CONFIRM, RECOVERY_CODES, withNext } from '@/lib/base/routes'
import { isDemandedOf } from '@/lib/factors/demanded'
import { hasPasskey } from '@/lib/factors/second-factor'
import { replacementOf } from '@/lib/factors/enrolment'
import { authenticatorOf, type AuthenticatorState } from '@/lib/factors/set-up'
import { requireUser } from '@/lib/request/current-user'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readPendingToken } from '@/lib/request/pending-cookie'
import { isProven } from '@/lib/sessions/recent'
import { isRecovering } from '@/lib/sessions/recovery'
import { fill } from '@/lib/words/text'
import { Recovering } from '../_factors/recovering'
import {
  beginAuthenticatorAction,
  removeAuthenticatorAction,
  replaceAuthenticatorAction,
} from './actions'
import { BeginForm } from './begin-form'
import { Scan } from './scan'
import { SetUpForm } from './set-up-form'

/** Sets up an authenticator app, or takes it away. */
export default async function AuthenticatorPage() {
  const actor = await requireUser()
  const [token, app] = await Promise.all([
    readPendingToken(),
    withOutage(() => authenticatorOf(actor)),
  ])
  const other = token === null ? null : await withOutage(() => replacementOf(token, actor))
  const begun = app.state === 'begun' ? app : other
  // The key is shown only to a user who has just proved who they are: a thief could copy it.
  const isShown = isRecovering(actor) || (await withOutage(() => isProven(actor)))
  if (begun && !isShown) redirect(withNext(CONFIRM, AUTHENTICATOR))
  const mustStay =
    isDemandedOf(actor.permissions) && !(await withOutage(() => hasPasskey(actor.userId)))
  const reader = await language()
  const { authenticator: words, field, recoveryCodes } = reader.words.secondFactor
  const fileName = fill(recoveryCodes.fresh.file, { email: actor.email, app: brand().name })
  return (
    <>
      <Title>{words.title}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{words.title}</h1>
      <p className="mt-1 max-w-prose text-soft">{words.lead}</p>
      <div className="mt-8 grid max-w-2xl gap-6">
        <Flash outcome={outcomeOf(await currentFlash(), words.outcomes, { gone: words.gone })} />
        <SetUpForm
          scan={begun && <Scan app={begun} words={words.scan} />}
          fileName={fileName}
          label={field.label}
          words={words.check}
          fresh={recoveryCodes.fresh}
        >
          {app.state === 'off' && (
            <BeginForm action={beginAuthenticatorAction} label={words.begin} words={words} />
          )}
          {app.state === 'on' && (
            <>
              <Recovering actor={actor} reader={reader} />
              <On app={app} reader={reader} isReplaced={other !== null} mustStay={mustStay} />
            </>
          )}
        </SetUpForm>
      </div>
    </>
  )
}

type In<State extends AuthenticatorState['state']> = Extract<AuthenticatorState, { state: State }>

interface OnProps {
  app: In<'on'>
  reader: Language
  /** Another one is being set up. */
  isReplaced: boolean
  /** It is the only second factor of a user of whom one is demanded. */
  mustStay: boolean
}

function On({ app: { since, lastUsedAt }, reader, isReplaced, mustStay }: OnProps) {
  const { authenticator: words, card } = reader.words.secondFactor
  const { label, question, text, yes } = words.remove
  return (
    <section className="rounded-xl border border-line bg-surface p-5 shadow-card sm:p-6">
      <p>
        <Sentence
          text={words.on}
          parts={{
            time: <When at={since} reader={reader} as="exact" />,
            used: <When at={lastUsedAt} reader={reader} />,
          }}
        />
      </p>
      {isReplaced && <p className="mt-2">{words.replace.waits}</p>}
      {mustStay && <p className="mt-2 text-soft">{words.kept}</p>}
      <div className="mt-4 flex flex-wrap items-center gap-4">
        {!isReplaced && (
          <BeginForm
            action={replaceAuthenticatorAction}
            label={words.replace.label}
            look="secondary"
            words={words}
          />
        )}
        {!mustStay && (
          <ConfirmedAct
            action={removeAuthenticatorAction}
            fields={{}}
            id="remove-authenticator"
            label={label}
            title={question}
            text={text}
            yes={yes}
          />
        )}
        <Link
          href={RECOVERY_CODES}
          className="inline-flex min-h-11 items-center font-medium text-accent underline underline-offset-4"
        >
          {card.codes}
        </Link>
      </div>
    </section>
  )
}
