import type { Metadata } from 'next'
import { BadLink } from '@/app/_ui/bad-link'
import { Entrance } from '@/app/_ui/entrance'
import { ForgotLink } from '@/app/_ui/forgot-link'
import { Name } from '@/app/_ui/name'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { env } from '@/lib/base/env'
import { mailMode } from '@/lib/mail/mode'
import { checkPasswordLink } from '@/lib/passwords/reset'
import { clientInfo } from '@/lib/request/client-info'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { plural } from '@/lib/words/text'
import { ResetPasswordForm } from './form'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.resetPassword
  return { title, description, robots: { index: false } }
}

/** Only the form uses up the link, so that programs that fetch links do not. */
export default async function ResetPasswordPage({ searchParams }: QueryProps) {
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const link = await withOutage(() => checkPasswordLink(presented, from))
  const { locale, words } = await language()
  const { resetPassword, accounts } = words
  if (!link.ok) {
    return (
      <BadLink refusal={link} lead={resetPassword.badLink.lead}>
        {mailMode() === 'none' ? <p>{resetPassword.badLink.instead}</p> : <ForgotLink />}
      </BadLink>
    )
  }
  return (
    <Entrance
      title={resetPassword.title}
      lead={<Sentence text={resetPassword.lead} parts={{ email: <Name>{link.email}</Name> }} />}
    >
      <ResetPasswordForm
        token={presented}
        email={link.email}
        words={resetPassword.form}
        password={accounts.newPassword}
        passwordMinLength={env().passwordMinLength}
        passkeys={link.passkeys > 0 ? plural(locale, resetPassword.passkeys, link.passkeys) : null}
      />
    </Entrance>
  )
}
