import { AppLogo } from '@/app/_ui/app-logo'
import { AskedAccess } from '@/app/_ui/asked-access'
import { Entrance } from '@/app/_ui/entrance'
import { MessagePage } from '@/app/_ui/message-page'
import { Name } from '@/app/_ui/name'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { AllowForm } from '@/app/_signed-in/allow-form'
import { EndSessionsForm } from '@/app/_signed-in/log-out'
import { Button } from '@/app/_ui/button'
import { logosOf } from '@/lib/apps/logo'
import { findWaitingRequest, type WaitingRequest } from '@/lib/oauth/waiting-request'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { fill } from '@/lib/words/text'
import { consentAction } from './actions'

/** Asks whether an application may use the account, or with which account to go on. */
export default async function ConsentPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const { request: id } = await searchParams
  const request = await withOutage(() => findWaitingRequest(typeof id === 'string' ? id : ''))
  const { oauth } = (await language()).words
  // Another user's request is none of this one.
  if (!request || (request.sessionId !== null && request.sessionId !== actor.sessionId)) {
    return (
      <>
        <Title>{oauth.gone.title}</Title>
        <MessagePage title={oauth.gone.title} message={oauth.gone.lead} />
      </>
    )
  }
  const choosesAccount = request.prompt === 'select_account'
  const { title, lead } = choosesAccount ? oauth.account : oauth.consent
  const app = <Name>{request.app.name}</Name>
  const email = <Name>{actor.email}</Name>
  const logo = (await withOutage(() => logosOf([request.app.id]))).get(request.app.id)
  const heading = fill(title, { app: request.app.name })
  return (
    <>
      <Title>{heading}</Title>
      <Entrance
        title={heading}
        lead={<Sentence text={lead} parts={{ app, email, origin: originOf(request) }} />}
      >
        {logo !== undefined && <AppLogo logo={logo} />}
        {!choosesAccount && (
          <>
            <AskedAccess
              heading={oauth.consent.gets}
              scopes={request.scopes}
              services={request.services}
            />
            <p className="text-sm text-soft">{oauth.consent.later}</p>
          </>
        )}
        <AllowForm
          action={consentAction}
          request={request.id}
          words={{
            allow: choosesAccount ? oauth.account.submit : oauth.consent.allow,
            refuse: oauth.consent.refuse,
            sending: oauth.consent.sending,
          }}
        />
        <EndSessionsForm scope="this" next={request.restart}>
          <Button type="submit" look="quiet" className="w-full">
            {choosesAccount ? oauth.account.change : oauth.consent.notYou}
          </Button>
        </EndSessionsForm>
      </Entrance>
    </>
  )
}

/** Where the application is, so that a false name alone deceives nobody. */
function originOf({ redirectUri }: WaitingRequest): string {
  const { origin, protocol } = new URL(redirectUri)
  return origin === 'null' ? protocol.slice(0, -1) : origin
}
