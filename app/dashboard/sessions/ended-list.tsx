import { deviceName } from '@/lib/words/device-name'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import type { Language } from '@/lib/request/language'
import type { EndedSession } from '@/lib/sessions/ended'
import { plural } from '@/lib/words/text'

/** Devices that were logged out lately: folded away, since nothing can be done about them. */
export function EndedList({ sessions, reader }: { sessions: EndedSession[]; reader: Language }) {
  const { locale, words } = reader
  const { title, lead, endings, lastActive } = words.sessions.ended
  if (sessions.length === 0) return null
  return (
    <details className="rounded-xl border border-line px-5 py-3 sm:px-6">
      <summary className="min-h-8 py-1 font-medium text-soft hover:text-ink">
        {plural(locale, title, sessions.length)}
      </summary>
      <p className="mt-1 text-sm text-soft">{lead}</p>
      <ul className="mt-3 divide-y divide-line border-t border-line text-sm">
        {sessions.map((session) => (
          <li key={session.id} className="py-2.5">
            <Name className="block">{deviceName(session, words.devices)}</Name>
            <span className="text-soft">
              {session.endedAt ? (
                <Sentence
                  text={endings[session.ending]}
                  parts={{ time: <When at={session.endedAt} reader={reader} /> }}
                />
              ) : (
                <Sentence
                  text={lastActive[session.ending === 'everyone' ? 'everyone' : 'everywhere']}
                  parts={{ time: <When at={session.lastSeenAt} reader={reader} /> }}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
