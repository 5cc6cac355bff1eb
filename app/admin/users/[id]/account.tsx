import type { ReactNode } from 'react'
import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Card } from '@/app/_ui/card'
import { isolated } from '@/lib/words/isolated'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { durationInWords } from '@/lib/words/times'
import { RESET_LIFETIME, WELCOME_LIFETIME } from '@/lib/links/password-link'
import { language, type Language } from '@/lib/request/language'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { fill } from '@/lib/words/text'
import { LinkForm } from '../../_ui/link-form'
import {
  createResetLinkAction,
  deleteUserAction,
  disableUserAction,
  enableUserAction,
} from './actions'

interface Props {
  user: UserProfile
  actor: Actor
}

/** The acts on an account as a whole. */
export async function Account({ user, actor: { permissions } }: Props) {
  const reader = await language()
  const isEnabled = user.disabledAt === null
  const parts = { user, reader }
  const acts = [
    isEnabled && permissions.has('users:reset-password') && <NewPassword key="reset" {...parts} />,
    permissions.has('users:disable') &&
      (isEnabled ? <Disabling key="disable" {...parts} /> : <Enabling key="enable" {...parts} />),
    permissions.has('users:delete') && <Deletion key="delete" {...parts} />,
  ].filter(Boolean)
  if (acts.length === 0) return null
  return (
    <Card title={reader.words.users.account.title}>
      <div className="divide-y divide-line border-t border-line">{acts}</div>
    </Card>
  )
}

interface ActProps {
  user: UserProfile
  reader: Language
}

function NewPassword({ user, reader: { locale, words } }: ActProps) {
  const { newPassword } = words.users.account
  const { question, link } = words.administration
  const life = user.passwordChangedAt ? RESET_LIFETIME : WELCOME_LIFETIME
  return (
    <Act title={newPassword.title} text={newPassword.text}>
      <LinkForm
        action={createResetLinkAction}
        fields={{ user: user.id }}
        label={newPassword.label}
        title={fill(newPassword.question, { user: isolated(user.email) })}
        text={fill(newPassword.details, { time: durationInWords(life, locale) })}
        words={{ question, link }}
      />
    </Act>
  )
}

function Enabling({ user, reader }: ActProps) {
  const { enable } = reader.words.users.account
  return (
    <Act title={enable.label} text={enable.text}>
      <ConfirmedAct
        id="enable"
        label={enable.label}
        look="secondary"
        title={fill(enable.question, { user: isolated(user.email) })}
        text={enable.details}
        yes={enable.label}
        isGrave={false}
        action={enableUserAction}
        fields={{ user: user.id }}
      />
    </Act>
  )
}

function Disabling({ user, reader }: ActProps) {
  const { disable } = reader.words.users.account
  return (
    <Act title={disable.label} text={disable.text}>
      <ConfirmedAct
        id="disable"
        label={disable.label}
        look="secondary"
        title={fill(disable.question, { user: isolated(user.email) })}
        text={disable.details}
        yes={disable.label}
        action={disableUserAction}
        fields={{ user: user.id }}
      />
    </Act>
  )
}

function Deletion({ user, reader }: ActProps) {
  const { deletion } = reader.words.users.account
  const email = (
    <strong>
      <Name>{user.email}</Name>
    </strong>
  )
  return (
    <Act title={deletion.label} text={deletion.text}>
      <ConfirmedAct
        id="delete"
        label={deletion.label}
        title={fill(deletion.question, { user: isolated(user.email) })}
        text={deletion.details}
        yes={deletion.label}
        action={deleteUserAction}
        fields={{ user: user.id }}
        typed={<Sentence text={deletion.typed} parts={{ email }} />}
      />
    </Act>
  )
}

function Act({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 py-4 last:pb-0">
      <div>
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-soft">{text}</p>
      </div>
      {children}
    </div>
  )
}
