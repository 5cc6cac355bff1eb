import { Card } from '@/app/_ui/card'
import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { TokenForm } from '@/app/_ui/token-form'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { PROFILE } from '@/lib/base/routes'
import { clientInfo } from '@/lib/request/client-info'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { checkAddressLink } from '@/lib/users/change-address'
import { changeAddressAction } from './actions'

/** Where the link to a new address leads. Only the form uses it up. */
export default async function ChangeAddressPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const link = await withOutage(() => checkAddressLink(actor, presented, from))
  const reader = await language()
  const { address: words } = reader.words.profile
  const { confirm, refusals } = words
  return (
    <>
      <Title>{confirm.title}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{confirm.title}</h1>
      <div className="mt-8 grid max-w-2xl gap-6">
        {link.ok ? (
          <Card
            title={words.title}
            lead={
              <Sentence
                text={confirm.lead}
                parts={{
                  former: <Name>{actor.email}</Name>,
                  email: <Name className="text-ink">{link.email.address}</Name>,
                }}
              />
            }
          >
            <TokenForm
              action={changeAddressAction}
              token={presented}
              words={confirm}
              className="sm:self-start"
            />
          </Card>
        ) : (
          <>
            <Notice tone="bad">
              {isThrottled(link) ? throttleWords(link, reader) : refusals['bad-link']}
            </Notice>
            <p>
              <Link href={PROFILE} className="font-medium text-accent underline underline-offset-4">
                {confirm.back}
              </Link>
            </p>
          </>
        )}
      </div>
    </>
  )
}
