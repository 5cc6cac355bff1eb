import Link from 'next/link'
import type { ReactNode } from 'react'
import { deviceName } from '@/app/_signed-in/device-name'
import { When } from '@/app/_ui/when'
import { ADMIN_USERS } from '@/lib/routes'
import { eventWords } from './event-words'

export interface ShownEvent {
  id: string
  type: string
  at: Date
  userId: string | null
  actorId: string | null
  network: string | null
  browser: string | null
  system: string | null
  details: Readonly<Record<string, unknown>>
}

interface Props {
  events: readonly ShownEvent[]
  /** Addresses of people, by id; others go by their id. */
  names?: Readonly<Record<string, string>>
  /** Whose page it is: they are not named in every line. */
  of?: string
  /** Times to the second, in place of how long ago it was. */
  isExact?: boolean
}

const TINTS = { plain: '', warm: 'text-lantern', bad: 'text-danger' }

/** What happened, a row for each; on a narrow screen the rows break into lines. */
export function EventTable({ events, names = {}, of, isExact = false }: Props) {
  if (events.length === 0) return <p className="text-soft">Nothing yet.</p>
  return (
    <ul className="divide-y divide-line">
      {events.map((event) => {
        const target = event.userId === of ? null : event.userId
        return (
          <li key={event.id} className="grid gap-x-6 gap-y-1 py-3 md:grid-cols-[11rem_1fr_1fr]">
            <p className="text-sm text-soft">
              {isExact ? <Exactly at={event.at} /> : <When at={event.at} />}
            </p>
            <div className="min-w-0">
              <What event={event} />
              {target && (
                <p className="text-sm break-all">
                  <Person id={target} names={names} />
                </p>
              )}
            </div>
            <div className="min-w-0 text-sm text-soft">
              <Who event={event} names={names} />
              <p className="break-words">{[...placeOf(event)].join(' · ')}</p>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

const SECONDS = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
})

function Exactly({ at }: { at: Date }) {
  return (
    <time dateTime={at.toISOString()} className="tabular-nums">
      {SECONDS.format(at)}
    </time>
  )
}

function What({ event: { type, details } }: { event: ShownEvent }): ReactNode {
  const { text, tone } = eventWords(type)
  const more = Object.entries(details)
    .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(([name, value]) => `${name}: ${String(value)}`)
  return (
    <>
      <p className={`font-medium ${TINTS[tone]}`}>{text}</p>
      {more.length > 0 && <p className="text-sm break-words text-soft">{more.join(' · ')}</p>}
    </>
  )
}

const PROGRAMS: Record<string, string> = {
  'command-line': 'the command line',
  system: 'Gatehouse itself',
}

interface WhoProps {
  event: ShownEvent
  names: Readonly<Record<string, string>>
}

/** Somebody else than the one it is about. */
function Who({ event: { actorId, userId }, names }: WhoProps): ReactNode {
  if (actorId === null || actorId === userId) return null
  return (
    <p className="break-all">By {PROGRAMS[actorId] ?? <Person id={actorId} names={names} />}</p>
  )
}

function Person({ id, names }: { id: string; names: Readonly<Record<string, string>> }) {
  return (
    <Link
      href={`${ADMIN_USERS}/${id}`}
      prefetch={false}
      className="inline-flex min-h-6 items-center text-ivy underline underline-offset-4"
    >
      {names[id] ?? id}
    </Link>
  )
}

function* placeOf({ browser, system, network }: ShownEvent): Generator<string> {
  if (browser || system) yield deviceName({ browser, system })
  if (network && network !== 'unknown') yield network
}
