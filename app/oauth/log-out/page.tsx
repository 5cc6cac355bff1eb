import { Entrance } from '@/app/_ui/entrance'
import { MessagePage } from '@/app/_ui/message-page'
import { Name } from '@/app/_ui/name'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { ButtonLink } from '@/app/_ui/button'
import { DASHBOARD } from '@/lib/base/routes'
import { findLogOutRequest } from '@/lib/oauth/log-out-request'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { LogOutForm } from './form'

/** Asks the user, since a link of an application must not log a user out. */
export default async function LogOutPage({ searchParams }: QueryProps) {
  await requireUser()
  const { request: sent } = await searchParams
  const id = typeof sent === 'string' ? sent : ''
  const request = await withOutage(() => findLogOutRequest(id))
  const { oauth } = (await language()).words
  if (!request)
    return (
      <>
        <Title>{oauth.gone.title}</Title>
        <MessagePage title={oauth.gone.title} message={oauth.gone.lead} />
      </>
    )
  const { logOut: words } = oauth
  const { appName } = request
  const lead =
    appName === null ? (
      words.leadUnnamed
    ) : (
      <Sentence text={words.lead} parts={{ app: <Name>{appName}</Name> }} />
    )
  return (
    <>
      <Title>{words.title}</Title>
      <Entrance title={words.title} lead={lead}>
        <LogOutForm request={id} words={words} />
        <ButtonLink look="quiet" href={DASHBOARD}>
          {words.stay}
        </ButtonLink>
      </Entrance>
    </>
  )
}
