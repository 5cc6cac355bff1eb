import { Entrance } from '@/app/_ui/entrance'
import { Link } from '@/app/_ui/link'
import type { QueryProps } from '@/app/_ui/query'
import { Sentence } from '@/app/_ui/sentence'
import { Title } from '@/app/_ui/title'
import { millisUntil } from '@/app/_signed-in/millis-until'
import { SessionKeeper } from '@/app/session/_browser/session-keeper'
import { DASHBOARD, safeNext } from '@/lib/base/routes'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import { confirmWays, type ConfirmWays } from '@/lib/sessions/confirm-ways'
import type { Words } from '@/lib/words/catalogues'
import { ConfirmForm } from './form'

/** Asks a signed-in user again for what a log-in asks, and leads on. */
export default async function ConfirmPage({ searchParams }: QueryProps) {
  const actor = await requireUser()
  const { accounts, common, confirm, passkeys, secondFactor } = (await language()).words
  const ways = await withOutage(() => confirmWays(actor))
  return (
    <>
      <Title>{confirm.title}</Title>
      <SessionKeeper session={actor.sessionId} accessMillis={millisUntil(actor.accessExpiresAt)} />
      <Entrance title={confirm.title} lead={leadOf(ways, confirm)}>
        <ConfirmForm
          next={safeNext((await searchParams).next)}
          email={actor.email}
          password={ways.password ? accounts.password : null}
          code={ways.code ? secondFactor.field : null}
          passkey={ways.passkey && { options: ways.passkey, words: passkeys.show }}
          words={{ submit: confirm.submit, submitting: confirm.submitting }}
        />
        <p className="break-words text-soft">
          <Sentence
            text={confirm.loggedInAs}
            parts={{ email: <bdi className="font-medium text-ink">{actor.email}</bdi> }}
          />{' '}
          <Link href={DASHBOARD} className="font-medium text-accent underline underline-offset-4">
            {common.cancel}
          </Link>
        </p>
      </Entrance>
    </>
  )
}

function leadOf({ password, code }: ConfirmWays, words: Words['confirm']): string {
  if (!password) return words.withPasskey
  return code ? words.withCode : words.lead
}
