import type { Metadata } from 'next'
import { Entrance } from '@/app/_ui/entrance'
import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { isThrottled, throttleWords } from '@/app/_ui/throttle-words'
import { PasskeyForm } from '@/app/login/passkey-form'
import { DASHBOARD, LOG_IN } from '@/lib/base/routes'
import { secondStepOptions } from '@/lib/passkeys/options'
import { hasPassword } from '@/lib/passwords/has-password'
import { clientInfo } from '@/lib/request/client-info'
import { currentUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { checkVerification } from '@/lib/users/verification'
import { VerifyEmailForm } from './form'
import { ResendForm } from './resend-form'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.verifyEmail
  return { title, description, robots: { index: false } }
}

/** Only the form uses up the link, so that programs that open the links in mails do not. */
export default async function VerifyEmailPage({ searchParams }: QueryProps) {
  const { token } = await searchParams
  const presented = typeof token === 'string' ? token : ''
  const from = await clientInfo()
  const [link, user] = await Promise.all([
    withOutage(() => checkVerification(presented, from)),
    currentUser(),
  ])
  const reader = await language()
  const { verifyEmail: words, accounts, common, passkeys } = reader.words
  if (!link.ok) {
    return (
      <Entrance title={words.badLink.title} lead={words.badLink.lead}>
        {isThrottled(link) && <Notice role="status">{throttleWords(link, reader)}</Notice>}
        <ResendForm email="" words={words.resend} />
        <p className="text-soft">
          <Link href={LOG_IN} className="font-medium text-accent underline underline-offset-4">
            {common.logIn}
          </Link>
        </p>
      </Entrance>
    )
  }
  const { userId, email } = link
  const isOwn = user?.userId === userId
  const [isWithPassword, passkey] = isOwn
    ? [false, null]
    : await withOutage(() => Promise.all([hasPassword(userId), secondStepOptions(userId)]))
  const text = isOwn ? words.lead : isWithPassword ? words.leadWithPassword : words.leadWithPasskey
  return (
    <Entrance
      title={words.title}
      lead={<Sentence text={text} parts={{ email: <Name>{email}</Name> }} />}
    >
      {(isOwn || isWithPassword) && (
        <VerifyEmailForm
          token={presented}
          email={email}
          asksPassword={!isOwn}
          words={words.form}
          password={accounts.password}
        />
      )}
      {passkey && (
        <PasskeyForm
          next={DASHBOARD}
          options={passkey}
          stays={false}
          token={presented}
          words={passkeys.show}
        />
      )}
    </Entrance>
  )
}
