import { FORGOT_PASSWORD } from '@/lib/base/routes'
import { language } from '@/lib/request/language'
import { Link } from './link'

/** Leads to a link by mail for a new password. */
export async function ForgotLink() {
  const { forgotPassword } = (await language()).words
  return (
    <Link href={FORGOT_PASSWORD} className="font-medium text-accent underline underline-offset-4">
      {forgotPassword.link}
    </Link>
  )
}
