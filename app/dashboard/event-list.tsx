import {
  AppWindow,
  AtSign,
  DoorOpen,
  Download,
  Fingerprint,
  KeyRound,
  LifeBuoy,
  Lock,
  LockOpen,
  LogOut,
  MailCheck,
  MonitorCheck,
  MonitorOff,
  RectangleEllipsis,
  ShieldAlert,
  ShieldCheck,
  ShieldOff,
  ShieldQuestionMark,
  TriangleAlert,
  Undo2,
  Unplug,
  UserMinus,
  UserPen,
  UserPlus,
  type LucideIcon,
} from 'lucide-react'
import { deviceName, networkName } from '@/lib/words/device-name'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { isKnown } from '@/lib/base/unknown-client'
import type { OwnActivity } from '@/lib/events/events'
import type { EventSummary } from '@/lib/events/list'
import { language, type Language } from '@/lib/request/language'
import type { Words } from '@/lib/words/catalogues'

interface Look {
  icon: LucideIcon
  tone?: 'warning'
}

const LOOKS: Record<OwnActivity, Look> = {
  app_access_removed: { icon: Unplug },
  app_allowed: { icon: AppWindow },
  app_token_reuse: { icon: ShieldAlert, tone: 'warning' },
  authn_login_success: { icon: KeyRound },
  authn_login_fail: { icon: TriangleAlert, tone: 'warning' },
  authn_login_fail_max: { icon: TriangleAlert, tone: 'warning' },
  authn_code_fail: { icon: ShieldAlert, tone: 'warning' },
  authn_confirm: { icon: KeyRound },
  authn_confirm_fail: { icon: TriangleAlert, tone: 'warning' },
  authn_factor_added: { icon: ShieldCheck },
  authn_factor_demanded: { icon: ShieldQuestionMark },
  authn_factor_reset: { icon: ShieldOff, tone: 'warning' },
  authn_factor_reset_undone: { icon: ShieldCheck, tone: 'warning' },
  authn_factor_removed: { icon: ShieldOff, tone: 'warning' },
  authn_passkey_added: { icon: Fingerprint },
  authn_passkey_allowed: { icon: Fingerprint, tone: 'warning' },
  authn_passkey_removed: { icon: ShieldOff, tone: 'warning' },
  authn_passkey_suspended: { icon: ShieldAlert, tone: 'warning' },
  authn_password_change: { icon: RectangleEllipsis },
  authn_password_change_fail: { icon: TriangleAlert, tone: 'warning' },
  authn_token_shared: { icon: ShieldAlert, tone: 'warning' },
  authn_token_reuse: { icon: ShieldAlert, tone: 'warning' },
  authn_password_link_created: { icon: RectangleEllipsis },
  authn_password_reset_asked: { icon: RectangleEllipsis },
  authn_password_reset: { icon: RectangleEllipsis },
  authn_recovery_code_used: { icon: LifeBuoy, tone: 'warning' },
  authn_recovery_codes_created: { icon: LifeBuoy },
  authz_change: { icon: ShieldCheck },
  known_device_added: { icon: MonitorCheck },
  known_device_forgotten: { icon: MonitorOff },
  known_device_trust_ended: { icon: MonitorOff },
  session_ended: { icon: LogOut },
  session_ended_everywhere: { icon: DoorOpen },
  session_logout: { icon: LogOut },
  session_logout_others: { icon: LogOut },
  session_logout_everywhere: { icon: DoorOpen },
  user_address_asked: { icon: AtSign },
  user_address_changed: { icon: AtSign, tone: 'warning' },
  user_address_restored: { icon: AtSign },
  user_created: { icon: UserPlus },
  user_data_exported: { icon: Download },
  user_deletion_asked: { icon: UserMinus, tone: 'warning' },
  user_deletion_undone: { icon: Undo2 },
  user_disabled: { icon: Lock },
  user_enabled: { icon: LockOpen },
  user_verified: { icon: MailCheck },
  user_updated: { icon: UserPen },
}

interface Props {
  events: EventSummary[]
  times?: 'relative' | 'exact'
  /** What to say if there are none. */
  none?: string | undefined
}

export async function EventList({ events, times = 'relative', none }: Props) {
  const reader = await language()
  if (events.length === 0) {
    return <p className="text-soft">{none ?? reader.words.ownEvents.none}</p>
  }
  return (
    <ul className="divide-y divide-line border-t border-line">
      {events.map((event) => (
        <EventItem key={event.id} event={event} times={times} reader={reader} />
      ))}
    </ul>
  )
}

interface ItemProps {
  event: EventSummary
  times: 'relative' | 'exact'
  reader: Language
}

function EventItem({ event, times, reader }: ItemProps) {
  const { devices, ownEvents } = reader.words
  const { icon: Icon, tone } = LOOKS[event.type]
  const network = networkName(event.network, devices)
  // Without one the system acted, or the command line, or the data was erased.
  const hasClient = event.network !== null || event.browser !== null
  const tint = tone === 'warning' ? 'bg-lantern-wash text-lantern' : 'bg-sunken text-soft'
  return (
    <li className="flex gap-3 py-3 last:pb-0">
      <span className={`mt-0.5 grid size-8 shrink-0 place-items-center rounded-full ${tint}`}>
        <Icon className="size-4" aria-hidden="true" />
      </span>
      <div className="min-w-0">
        <p className="font-medium">
          {event.ended ? (
            <Sentence
              text={ownEvents.loggedOutDevice}
              parts={{ device: <Name>{deviceName(event.ended, devices)}</Name> }}
            />
          ) : (
            ownEvents.kinds[event.type]
          )}
        </p>
        <p className="text-sm text-soft">
          <When at={event.at} reader={reader} as={times} />
          {hasClient && (
            <>
              {' · '}
              <Name>{deviceName(event, devices)}</Name>
            </>
          )}
          {network && <span className="hidden sm:inline"> · </span>}
          <Name className="block sm:inline">{network}</Name>
        </p>
        {event.otherSide && (
          <p className="text-sm text-soft">
            <Sentence text={ownEvents.otherSide} parts={sideOf(event.otherSide, devices)} />
          </p>
        )}
      </div>
    </li>
  )
}

type OtherSide = NonNullable<EventSummary['otherSide']>

function sideOf({ browser, network }: OtherSide, words: Words['devices']) {
  return {
    browser: <Name>{isKnown(browser) ? browser : words.unknownBrowser}</Name>,
    network: <Name>{networkName(network, words) || words.unknownNetwork}</Name>,
  }
}
