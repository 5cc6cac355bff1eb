import { redirect } from 'next/navigation'
import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { Link } from '@/app/_ui/link'
import { outcomeOf } from '@/app/_ui/outcome'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { brand } from '@/lib/brand/brand'
import { AUTHENTICATOR, CONFIRM, RECOVERY_CODES, withNext } from '@/lib/base/routes'
import { authenticatorOf, type AuthenticatorState } from '@/lib/factors/set-up'
import { requireUser } from '@/lib/request/current-user'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { isRecent } from '@/lib/sessions/recent'
import { fill } from '@/lib/words/text'
import { Recovering } from '../_factors/recovering'
import { removeAuthenticatorAction } from './actions'
import { BeginForm } from './begin-form'
import { QrCode } from './qr-code'
import { SetUpForm } from './set-up-form'

/** Sets up an authenticator app, or takes it away. */
export default async function AuthenticatorPage() {
  const actor = await requireUser()
  const app = await withOutage(() => authenticatorOf(actor))
  // The key is shown only to a user who has just proved who they are: a thief could copy it.
  if (app.state === 'begun' && !isRecent(actor)) redirect(withNext(CONFIRM, AUTHENTICATOR))
  const reader = await language()
  const { authenticator: words, field, recoveryCodes } = reader.words.secondFactor
  const fileName = fill(recoveryCodes.fresh.file, { email: actor.email, app: brand().name })
  return (
    <>
      <Title>{words.title}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{words.title}</h1>
      <p className="mt-1 max-w-prose text-soft">{words.lead}</p>
      <div className="mt-8 grid max-w-2xl gap-6">
        <Flash outcome={outcomeOf(await currentFlash(), words.outcomes)} />
        <SetUpForm
          scan={app.state === 'begun' ? <Scan app={app} words={words.scan} /> : null}
          fileName={fileName}
          label={field.label}
          words={words.check}
          fresh={recoveryCodes.fresh}
        >
          {app.state === 'off' && <BeginForm words={words} />}
          {app.state === 'on' && (
            <>
              <Recovering actor={actor} reader={reader} />
              <On app={app} reader={reader} />
            </>
          )}
        </SetUpForm>
      </div>
    </>
  )
}

type In<State extends AuthenticatorState['state']> = Extract<AuthenticatorState, { state: State }>
type ScanWords = Language['words']['secondFactor']['authenticator']['scan']

function Scan({ app: { key, uri }, words }: { app: In<'begun'>; words: ScanWords }) {
  return (
    <Card title={words.title} lead={words.text}>
      <div className="grid justify-items-start gap-4">
        <QrCode text={uri} label={words.picture} />
        <div>
          <p className="text-sm text-soft">{words.key}</p>
          <p className="mt-1 font-mono text-lg tracking-wide break-words" translate="no">
            {key.match(/.{1,4}/g)?.join(' ')}
          </p>
        </div>
        <a href={uri} className="font-medium text-accent underline underline-offset-4">
          {words.open}
        </a>
      </div>
    </Card>
  )
}

function On({ app: { since, lastUsedAt }, reader }: { app: In<'on'>; reader: Language }) {
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
      <div className="mt-4 flex flex-wrap items-center gap-4">
        <ConfirmedAct
          action={removeAuthenticatorAction}
          fields={{}}
          id="remove-authenticator"
          label={label}
          title={question}
          text={text}
          yes={yes}
        />
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
