import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { buttonClass } from '@/app/_ui/button'
import { Entrance } from '@/app/_ui/entrance'
import { Link } from '@/app/_ui/link'
import { Name } from '@/app/_ui/name'
import type { QueryProps } from '@/app/_ui/query'
import { DASHBOARD, LOG_IN, safeNext, withNext } from '@/lib/base/routes'
import { secondStepOptions } from '@/lib/passkeys/options'
import { hasSecondFactor } from '@/lib/factors/second-factor'
import { findPending } from '@/lib/factors/pending'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { readPendingToken } from '@/lib/request/pending-cookie'
import { visitor } from '@/lib/request/visit'
import { PasskeyForm } from '../passkey-form'
import { CodeForm } from './form'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.secondFactor.logIn
  return { title, description, robots: { index: false } }
}

/** The second step of a log-in. It opens nothing before the code is right. */
export default async function LogInCodePage({ searchParams }: QueryProps) {
  const next = safeNext((await searchParams).next)
  const logIn = next === DASHBOARD ? LOG_IN : withNext(LOG_IN, next)
  const token = await readPendingToken()
  const found = token === null ? null : await withOutage(() => findPending(token, new Date()))
  const { passkeys, secondFactor } = (await language()).words
  const { expired, ...words } = secondFactor.logIn
  if (!found) {
    if ((await visitor()) !== 'visitor') redirect(next)
    return (
      <Entrance title={expired.title} lead={expired.message}>
        <p>
          <Link href={logIn} className={buttonClass('primary')}>
            {expired.button}
          </Link>
        </p>
      </Entrance>
    )
  }
  const { userId, persistent } = found.pending
  const [hasCodes, passkey] = await withOutage(() =>
    Promise.all([hasSecondFactor(userId), secondStepOptions(userId)]),
  )
  return (
    <Entrance {...(hasCodes ? { title: words.title, lead: words.lead } : words.passkeyOnly)}>
      {hasCodes ? (
        <CodeForm next={next} field={secondFactor.field} words={words} />
      ) : (
        <noscript>
          <p>{passkeys.show.needsScript}</p>
        </noscript>
      )}
      {passkey && (
        <PasskeyForm next={next} options={passkey} words={passkeys.show} stays={persistent} />
      )}
      <p className="break-words text-soft">
        <Name>{found.user.email}</Name>{' '}
        <Link href={logIn} className="font-medium text-accent underline underline-offset-4">
          {words.again}
        </Link>
      </p>
    </Entrance>
  )
}
