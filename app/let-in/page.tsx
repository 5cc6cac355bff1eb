import type { Metadata } from 'next'
import { BadLink } from '@/app/_ui/bad-link'
import { Entrance } from '@/app/_ui/entrance'
import { Name } from '@/app/_ui/name'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { TokenForm } from '@/app/_ui/token-form'
import { checkLetInLink } from '@/lib/devices/let-in'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { letInAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.letIn
  return { title, description, robots: { index: false } }
}

/** Only the form uses up the link, so that programs that open the links in mails do not. */
export default async function LetInPage({ searchParams }: QueryProps) {
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const link = await withOutage(() => checkLetInLink(presented, from))
  const { letIn } = (await language()).words
  if (!link.ok) return <BadLink refusal={link} lead={letIn.badLink} />
  return (
    <Entrance
      title={letIn.title}
      lead={<Sentence text={letIn.lead} parts={{ email: <Name>{link.email}</Name> }} />}
    >
      <TokenForm action={letInAction} token={presented} words={letIn.form} />
    </Entrance>
  )
}
