import type { Metadata } from 'next'
import { Entrance } from '@/app/_ui/entrance'
import { Link } from '@/app/_ui/link'
import { Notice } from '@/app/_ui/notice'
import { LOG_IN } from '@/lib/base/routes'
import { mailMode } from '@/lib/mail/mode'
import { language } from '@/lib/request/language'
import { ForgotPasswordForm } from './form'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.forgotPassword
  return { title, description, robots: { index: false } }
}

export default async function ForgotPasswordPage() {
  const { forgotPassword: words } = (await language()).words
  return (
    <Entrance title={words.title} lead={words.lead}>
      {mailMode() === 'none' ? (
        <Notice>{words.noMail}</Notice>
      ) : (
        <ForgotPasswordForm words={words.form} />
      )}
      <p className="text-soft">
        <Link href={LOG_IN} className="font-medium text-accent underline underline-offset-4">
          {words.back}
        </Link>
      </p>
    </Entrance>
  )
}
