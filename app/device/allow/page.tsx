import { AllowForm } from '@/app/_signed-in/allow-form'
import { AppLogo } from '@/app/_ui/app-logo'
import { AskedAccess } from '@/app/_ui/asked-access'
import { ButtonLink } from '@/app/_ui/button'
import { Entrance } from '@/app/_ui/entrance'
import { MessagePage } from '@/app/_ui/message-page'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { When } from '@/app/_ui/when'
import { DEVICE } from '@/lib/base/routes'
import { logosOf } from '@/lib/apps/logo'
import { findDeviceRequest, type DeviceRequest } from '@/lib/oauth/device-request'
import { nearnessOf } from '@/lib/oauth/nearness'
import { clientInfo } from '@/lib/request/client-info'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { fill } from '@/lib/words/text'
import { answerDeviceAction } from '../actions'

/** Asks whether a device may use the account, and says where it asked from. */
export default async function DeviceQuestionPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const { request: id } = await searchParams
  const text = typeof id === 'string' ? id : ''
  const request = await withOutage(() => findDeviceRequest(actor, text))
  const { question, gone } = (await language()).words.deviceCode
  if (!request) {
    return (
      <>
        <Title>{gone.title}</Title>
        <MessagePage title={gone.title} message={gone.lead}>
          <ButtonLink href={DEVICE}>{gone.again}</ButtonLink>
        </MessagePage>
      </>
    )
  }
  const app = <Name>{request.app.name}</Name>
  const logo = (await withOutage(() => logosOf([request.app.id]))).get(request.app.id)
  const heading = fill(question.title, { app: request.app.name })
  return (
    <>
      <Title>{heading}</Title>
      <Entrance
        title={heading}
        lead={<Sentence text={question.lead} parts={{ app, email: <Name>{actor.email}</Name> }} />}
      >
        {logo !== undefined && <AppLogo logo={logo} />}
        <AskedAccess heading={question.gets} scopes={request.scopes} services={request.services} />
        <Origin request={request} />
        <AllowForm action={answerDeviceAction} request={request.id} words={question} />
      </Entrance>
    </>
  )
}

/** Where the device is: an intruder who had the user type a code is somewhere else. */
async function Origin({ request: { network, askedAt } }: { request: DeviceRequest }) {
  const [reader, here] = await Promise.all([language(), clientInfo()])
  const { question } = reader.words.deviceCode
  const when = <When at={askedAt} reader={reader} />
  if (network === null) {
    return (
      <p>
        <Sentence text={question.fromUnknown} parts={{ when }} />
      </p>
    )
  }
  const nearness = nearnessOf(network, here.network)
  return (
    <Notice tone={nearness === 'far' ? 'bad' : 'info'}>
      <Sentence text={question.from} parts={{ when, network: <Name>{network}</Name> }} />{' '}
      {question[nearness]}
    </Notice>
  )
}
