import type { Metadata } from 'next'
import { buttonClass } from '@/app/_ui/button'
import { Entrance } from '@/app/_ui/entrance'
import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import type { QueryProps } from '@/app/_ui/query'
import { Scan } from '@/app/dashboard/security/authenticator/scan'
import { DASHBOARD, LOG_IN, safeNext, withNext } from '@/lib/base/routes'
import { brand } from '@/lib/brand/brand'
import { enrolmentOf } from '@/lib/factors/enrolment'
import { currentUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readPendingToken } from '@/lib/request/pending-cookie'
import { fill } from '@/lib/words/text'
import { SetUpForm } from './form'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.secondFactor.enrol
  return { title, description, robots: { index: false } }
}

/** The second step of a log-in that lacks a second factor. It opens nothing before the code is right. */
export default async function LogInSetUpPage({ searchParams }: QueryProps) {
  const next = safeNext((await searchParams).next)
  const logIn = next === DASHBOARD ? LOG_IN : withNext(LOG_IN, next)
  const token = await readPendingToken()
  const enrolment = token === null ? null : await withOutage(() => enrolmentOf(token))
  const { secondFactor, overview } = (await language()).words
  const { enrol, authenticator, recoveryCodes } = secondFactor
  const { expired, again } = secondFactor.logIn
  // Also right after the log-in, when the form shows the recovery codes: no redirect may hide them.
  const user = enrolment ? null : await currentUser()
  const frame = enrolment ? enrol : user ? { ...enrol.done, lead: undefined } : expired
  const email = enrolment?.email ?? user?.email ?? ''
  return (
    <Entrance title={frame.title} lead={'message' in frame ? frame.message : frame.lead}>
      <SetUpForm
        next={next}
        scan={enrolment && <Scan app={enrolment} words={authenticator.scan} />}
        fileName={fill(recoveryCodes.fresh.file, { email, app: brand().name })}
        label={secondFactor.field.label}
        words={{ ...authenticator.check, submit: enrol.submit, kept: overview.done.kept }}
        fresh={recoveryCodes.fresh}
      >
        {enrolment ? (
          <p className="break-words text-soft">
            <Name>{email}</Name>{' '}
            <Link href={logIn} className="font-medium text-accent underline underline-offset-4">
              {again}
            </Link>
          </p>
        ) : (
          <p>
            {/* Not always one of our pages: it may be the request of an application. */}
            <a href={user ? next : logIn} className={buttonClass('primary')}>
              {user ? enrol.done.button : expired.button}
            </a>
          </p>
        )}
      </SetUpForm>
    </Entrance>
  )
}
