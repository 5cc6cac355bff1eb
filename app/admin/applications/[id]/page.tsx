import { Aside, Fact, RelativeAndExact } from '@/app/_signed-in/fact'
import { NotFoundHere } from '@/app/_signed-in/not-found-here'
import { AppLogo } from '@/app/_ui/app-logo'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { showApp, type AppDetails } from '@/lib/apps/list'
import { logosOf } from '@/lib/apps/logo'
import { keyNames } from '@/lib/apps/public-keys'
import { recentAppEvents } from '@/lib/apps/log'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import type { Actor } from '@/lib/sessions/authenticate'
import { AuditLink } from '../../_ui/audit-link'
import { Badge } from '../../_ui/badge'
import { EventTable } from '../../_ui/event-table'
import { PageTitle } from '../../_ui/page-title'
import { Empty } from '../../_ui/panel'
import { AppForm } from '../app-form'
import { fieldsOf, typedOf } from '../fields'
import { choicesFor, formWords } from '../form-parts'
import { SetUp } from '../set-up'
import { Acts } from './acts'
import { LogoForm } from './_logo/form'
import { Secret } from './secret'

export default async function ApplicationPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requirePermission('apps:read')
  const { id } = await params
  const app = await withOutage(() => showApp(actor, id))
  if (!app) return <NotFoundHere />
  const logo = (await withOutage(() => logosOf([app.id]))).get(app.id)
  const reader = await language()
  const words = reader.words.applications
  const mayWrite = actor.permissions.has('apps:write')
  return (
    <>
      <PageTitle
        page={words.app.page}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {logo !== undefined && <AppLogo logo={logo} />}
            <Name>{app.name}</Name>
            {app.disabledAt && <Badge tone="bad">{words.disabled}</Badge>}
          </span>
        }
        lead={words.kinds[app.kind].text}
      />
      <Flash outcome={outcomeOf(await currentFlash(), words.done, words.refusals)} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <Card title={words.app.facts}>
            <Facts app={app} reader={reader} />
          </Card>
          {app.secrets.length > 0 && <Secret app={app} mayWrite={mayWrite} />}
          {mayWrite && <Acts app={app} />}
        </div>
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <SetUp app={app} />
          {mayWrite && <Change app={app} actor={actor} reader={reader} />}
          {mayWrite && app.kind !== 'machine' && (
            <LogoCard app={app} hasLogo={logo !== undefined} reader={reader} />
          )}
        </div>
      </div>
      {actor.permissions.has('audit:read') && <Log app={app} actor={actor} reader={reader} />}
    </>
  )
}

interface PartProps {
  app: AppDetails
  reader: Language
}

function Facts({ app, reader }: PartProps) {
  const { app: words, everyUser, fields, kinds } = reader.words.applications
  const addresses = [
    [fields.redirectUris, app.redirectUris],
    [fields.postLogoutRedirectUris, app.postLogoutRedirectUris],
    [fields.backchannelLogoutUri, app.backchannelLogoutUri ? [app.backchannelLogoutUri] : []],
    [words.resources, app.resources],
    [words.scopes, app.scopes],
    [words.keys, keyNames(app.jwks)],
  ] as const
  return (
    <dl className="divide-y divide-line border-t border-line">
      <Fact term={words.id}>
        <code className="font-mono text-sm break-all">{app.id}</code>
      </Fact>
      <Fact term={words.kind}>{kinds[app.kind].label}</Fact>
      {app.kind !== 'machine' && (
        <>
          <Fact term={words.users}>
            <Name>{app.roles.join(', ') || everyUser}</Name>
          </Fact>
          <Fact term={words.asks}>{app.firstParty ? words.isOurs : words.asksUsers}</Fact>
        </>
      )}
      {addresses.map(
        ([term, texts]) =>
          texts.length > 0 && (
            <Fact key={term} term={term}>
              {texts.map((text) => (
                <Name key={text} className="block">
                  {text}
                </Name>
              ))}
            </Fact>
          ),
      )}
      <Fact term={words.created}>
        <RelativeAndExact at={app.createdAt} reader={reader} />
      </Fact>
      {app.kind !== 'machine' && (
        <Fact term={words.lastUsed}>
          {app.lastUsedAt ? (
            <RelativeAndExact at={app.lastUsedAt} reader={reader} />
          ) : (
            <Aside>{words.notLately}</Aside>
          )}
        </Fact>
      )}
    </dl>
  )
}

function LogoCard({ app, hasLogo, reader }: PartProps & { hasLogo: boolean }) {
  const { title, lead, label, hint, save, saving, remove } = reader.words.applications.logo
  return (
    <Card title={title} lead={lead}>
      <LogoForm app={app.id} hasLogo={hasLogo} words={{ label, hint, save, saving, remove }} />
    </Card>
  )
}

async function Change({ app, actor, reader: { words } }: PartProps & { actor: Actor }) {
  const choices = await choicesFor(actor, words)
  return (
    <Card title={words.applications.form.card}>
      <AppForm
        hidden={{ app: app.id }}
        before={typedOf(app)}
        shown={fieldsOf(app.kind, choices, app)}
        words={formWords(words)}
      />
    </Card>
  )
}

async function Log({ app, actor, reader }: PartProps & { actor: Actor }) {
  const events = await withOutage(() => recentAppEvents(actor, app.id))
  const { events: all, log } = reader.words.applications
  return (
    <section aria-labelledby="log-title" className="mt-8">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="log-title" className="text-lg font-semibold tracking-tight">
          {log.title}
        </h2>
        <p className="text-sm">
          <AuditLink group="applications" permissions={actor.permissions}>
            {all}
          </AuditLink>
        </p>
      </div>
      {events.length > 0 ? (
        <EventTable events={events} permissions={actor.permissions} />
      ) : (
        <Empty>{log.none}</Empty>
      )}
    </section>
  )
}
