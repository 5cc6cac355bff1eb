import {
  DoorOpen,
  KeyRound,
  Lock,
  LockOpen,
  LogOut,
  RectangleEllipsis,
  ShieldAlert,
  ShieldCheck,
  TriangleAlert,
  UserPlus,
  type LucideIcon,
} from 'lucide-react'
import { Name } from '@/app/_ui/name'
import { When } from '@/app/_ui/when'
import type { OwnActivity } from '@/lib/events/events'
import type { EventSummary } from '@/lib/events/list'
import { deviceName, networkName } from '@/app/_signed-in/device-name'

interface Words {
  text: string
  icon: LucideIcon
  tone?: 'warning'
}

const WORDS: Record<OwnActivity, Words> = {
  authn_login_success: { text: 'You logged in', icon: KeyRound },
  authn_login_fail: { text: 'A wrong password was tried', icon: TriangleAlert, tone: 'warning' },
  authn_login_fail_max: {
    text: 'Wrong passwords were tried until we stopped it',
    icon: TriangleAlert,
    tone: 'warning',
  },
  authn_password_change: { text: 'You changed your password', icon: RectangleEllipsis },
  authn_password_change_fail: {
    text: 'A password change was tried with a wrong password',
    icon: TriangleAlert,
    tone: 'warning',
  },
  authn_token_shared: {
    text: 'One of your sessions was used by two browsers',
    icon: ShieldAlert,
    tone: 'warning',
  },
  authn_token_reuse: {
    text: 'A copy of a session was used, so we ended that session',
    icon: ShieldAlert,
    tone: 'warning',
  },
  authn_password_link_created: {
    text: 'An administrator made a link for a new password',
    icon: RectangleEllipsis,
  },
  authn_password_reset: { text: 'A new password was chosen by a link', icon: RectangleEllipsis },
  authz_change: { text: 'What you may do was changed', icon: ShieldCheck },
  session_ended: { text: 'An administrator logged out a device of yours', icon: LogOut },
  session_ended_everywhere: {
    text: 'An administrator logged out all your devices',
    icon: DoorOpen,
  },
  session_logout: { text: 'A device was logged out', icon: LogOut },
  session_logout_others: { text: 'You logged out all other devices', icon: LogOut },
  session_logout_everywhere: { text: 'You logged out everywhere', icon: DoorOpen },
  user_created: { text: 'Your account was made', icon: UserPlus },
  user_disabled: { text: 'An administrator disabled your account', icon: Lock },
  user_enabled: { text: 'An administrator enabled your account', icon: LockOpen },
}

export function EventList({ events }: { events: EventSummary[] }) {
  if (events.length === 0) return <p className="text-soft">Nothing yet.</p>
  return (
    <ul className="divide-y divide-line border-t border-line">
      {events.map((event) => (
        <EventItem key={event.id} event={event} />
      ))}
    </ul>
  )
}

function EventItem({ event }: { event: EventSummary }) {
  const { text, icon: Icon, tone } = WORDS[event.type]
  const network = networkName(event.network)
  const tint = tone === 'warning' ? 'bg-lantern-wash text-lantern' : 'bg-sunken text-soft'
  return (
    <li className="flex gap-3 py-3 last:pb-0">
      <span className={`mt-0.5 grid size-8 shrink-0 place-items-center rounded-full ${tint}`}>
        <Icon className="size-4" aria-hidden="true" />
      </span>
      <div className="min-w-0">
        <p className="font-medium">
          {event.ended ? (
            <>
              You logged out <Name>{deviceName(event.ended)}</Name>
            </>
          ) : (
            text
          )}
        </p>
        <p className="text-sm text-soft">
          <When at={event.at} /> · <Name>{deviceName(event)}</Name>
          {network && <span className="hidden sm:inline"> · </span>}
          <Name className="block sm:inline">{network}</Name>
        </p>
        {event.otherSide && (
          <p className="text-sm text-soft">
            The other side: <Name>{event.otherSide.browser}</Name> ·{' '}
            <Name>{networkName(event.otherSide.network) || 'network unknown'}</Name>
          </p>
        )}
      </div>
    </li>
  )
}
