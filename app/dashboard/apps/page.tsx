import { AppWindow } from 'lucide-react'
import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { AppLogo } from '@/app/_ui/app-logo'
import { Flash } from '@/app/_ui/flash'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { listAccess, type AppAccess } from '@/lib/apps/access'
import { logosOf } from '@/lib/apps/logo'
import { requireUser } from '@/lib/request/current-user'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { removeAccessAction } from './actions'

/** The applications that may use the account. */
export default async function AppsPage() {
  const actor = await requireUser()
  const reader = await language()
  const { apps: words } = reader.words
  const access = await withOutage(() => listAccess(actor))
  const logos = await withOutage(() => logosOf(access.map(({ id }) => id)))
  return (
    <>
      <Title>{words.title}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{words.title}</h1>
      <p className="mt-1 max-w-prose text-soft">{access.length > 0 ? words.lead : words.none}</p>
      <div className="mt-8 grid max-w-2xl gap-6">
        <Flash outcome={outcomeOf(await currentFlash(), words.outcomes, words.refusals)} />
        {access.length > 0 && (
          <ul
            aria-label={words.list}
            className="divide-y divide-line rounded-xl border border-line bg-surface px-5 shadow-card sm:px-6"
          >
            {access.map((one) => (
              <App key={one.id} access={one} logo={logos.get(one.id)} reader={reader} />
            ))}
          </ul>
        )}
      </div>
    </>
  )
}

interface AppProps {
  access: AppAccess
  logo: string | undefined
  reader: Language
}

function App({ access, logo, reader }: AppProps) {
  const { apps: words, oauth } = reader.words
  const { id, name, firstParty, scopes } = access
  const app = isolated(name)
  const { label, name: fullLabel, question, text, textOurs, yes } = words.remove
  return (
    <li className="flex gap-4 py-5">
      {logo === undefined ? (
        <span className="mt-0.5 grid size-11 shrink-0 place-items-center rounded-lg bg-sunken text-soft">
          <AppWindow className="size-5" aria-hidden="true" />
        </span>
      ) : (
        <AppLogo logo={logo} />
      )}
      <div className="flex min-w-0 grow flex-col gap-3 sm:flex-row">
        <div className="min-w-0 grow">
          <h2 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            <Name>{name}</Name>
            {firstParty && (
              <span className="rounded-full border border-transparent bg-sunken px-2.5 py-0.5 text-xs font-semibold text-soft">
                {words.ofTheHouse}
              </span>
            )}
          </h2>
          <Times access={access} reader={reader} />
          <p className="mt-2 text-sm">{words.gets}</p>
          <ul className="mt-1 list-disc space-y-0.5 pl-5 text-sm">
            {scopes.map((scope) => (
              <li key={scope}>{oauth.consent.scopes[scope]}</li>
            ))}
          </ul>
        </div>
        <div className="shrink-0">
          <ConfirmedAct
            action={removeAccessAction}
            fields={{ app: id }}
            id={`remove-${id}`}
            label={label}
            name={fill(fullLabel, { app })}
            look="secondary"
            title={fill(question, { app })}
            text={firstParty ? textOurs : text}
            yes={yes}
          />
        </div>
      </div>
    </li>
  )
}

function Times({ access: { since, lastUsedAt }, reader }: { access: AppAccess; reader: Language }) {
  const { apps: words } = reader.words
  const began = <When at={since} reader={reader} as="exact" />
  return (
    <p className="text-sm text-soft">
      <span className="block sm:inline">
        {lastUsedAt ? (
          <Sentence
            text={words.lastUsed}
            parts={{ time: <When at={lastUsedAt} reader={reader} /> }}
          />
        ) : (
          words.neverUsed
        )}
      </span>
      <span className="hidden sm:inline"> · </span>
      <span className="block sm:inline">
        <Sentence text={words.since} parts={{ time: began }} />
      </span>
    </p>
  )
}
