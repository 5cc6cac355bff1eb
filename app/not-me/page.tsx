import type { Metadata } from 'next'
import { BadLink } from '@/app/_ui/bad-link'
import { Entrance } from '@/app/_ui/entrance'
import { ForgotLink } from '@/app/_ui/forgot-link'
import { Name } from '@/app/_ui/name'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { TokenForm } from '@/app/_ui/token-form'
import { checkNotMeLink } from '@/lib/passwords/take-back'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { takeAccountBackAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.notMe
  return { title, description, robots: { index: false } }
}

/** Only the form acts, so that a program that opens the links in mails does not. */
export default async function NotMePage({ searchParams }: QueryProps) {
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const link = await withOutage(() => checkNotMeLink(presented, from))
  const { notMe } = (await language()).words
  if (!link.ok) {
    return (
      <BadLink refusal={link} lead={notMe.badLink}>
        <ForgotLink />
      </BadLink>
    )
  }
  return (
    <Entrance
      title={notMe.title}
      lead={
        <Sentence
          text={link.restores ? notMe.leadToRestore : notMe.lead}
          parts={{ email: <Name>{link.email}</Name> }}
        />
      }
    >
      <TokenForm action={takeAccountBackAction} token={presented} words={notMe.form} />
    </Entrance>
  )
}
