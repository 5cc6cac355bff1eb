import { Aside, Fact, RelativeAndExact } from '@/app/_signed-in/fact'
import { millisUntil } from '@/app/_signed-in/millis-until'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import type { Language } from '@/lib/request/language'
import type { Actor } from '@/lib/sessions/authenticate'
import { TimeLeft } from './time-left'

/** The times of this session and its token, for those who build on it: folded away. */
export function ForDevelopers({ actor, reader }: { actor: Actor; reader: Language }) {
  const { session, timeLeft } = reader.words.overview
  const { sessionIdleExpiresAt: idleEnd, sessionExpiresAt: lastEnd } = actor
  return (
    <details className="rounded-xl border border-line px-5 py-3 sm:px-6">
      <summary className="min-h-8 py-1 font-medium text-soft hover:text-ink">
        {session.title}
      </summary>
      <p className="mt-1 text-sm text-soft">{session.lead}</p>
      <dl className="mt-3 divide-y divide-line border-t border-line">
        <Fact term={session.loggedIn}>
          <RelativeAndExact at={actor.sessionCreatedAt} reader={reader} />
        </Fact>
        <Fact term={session.idleEnd}>
          <When at={idleEnd} reader={reader} />
          <Aside>
            <Sentence
              text={session.moved}
              parts={{ time: <When at={idleEnd} reader={reader} as="exact" /> }}
            />
          </Aside>
        </Fact>
        <Fact term={session.lastEnd}>
          <RelativeAndExact at={lastEnd} reader={reader} />
        </Fact>
        <Fact term={session.token}>
          <TimeLeft millis={millisUntil(actor.accessExpiresAt)} words={timeLeft} />
          <Aside>{session.renewal}</Aside>
        </Fact>
      </dl>
    </details>
  )
}
