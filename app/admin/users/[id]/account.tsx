import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'
import { isolated } from '@/app/_ui/isolated'
import { Name } from '@/app/_ui/name'
import type { Actor } from '@/lib/sessions/authenticate'
import type { UserProfile } from '@/lib/users/find'
import { ConfirmedAct } from '../../_ui/confirmed-act'
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
export function Account({ user, actor: { permissions } }: Props) {
  const isEnabled = user.disabledAt === null
  const acts = [
    isEnabled && permissions.has('users:reset-password') && <NewPassword key="reset" user={user} />,
    permissions.has('users:disable') && <EnableOrDisable key="disable" user={user} />,
    permissions.has('users:delete') && <Deletion key="delete" user={user} />,
  ].filter(Boolean)
  if (acts.length === 0) return null
  return (
    <Card title="Account">
      <div className="divide-y divide-line border-t border-line">{acts}</div>
    </Card>
  )
}

function NewPassword({ user }: { user: UserProfile }) {
  return (
    <Act title="New password" text="Nobody but them chooses or sees it: they do so by a link.">
      <LinkForm
        action={createResetLinkAction}
        fields={{ user: user.id }}
        label="Make a link"
        title={`Make a link to a new password for ${isolated(user.email)}?`}
        text="Whoever opens it within 30 minutes chooses the password of this account, and every device is logged out then. A link that was made before works no more."
      />
    </Act>
  )
}

function EnableOrDisable({ user }: { user: UserProfile }) {
  if (user.disabledAt) {
    return (
      <Act title="Enable the account" text="They can log in again, with the password they had.">
        <ConfirmedAct
          id="enable"
          label="Enable the account"
          look="secondary"
          title={`Enable the account of ${isolated(user.email)}?`}
          text="They can log in again with the password they had, and may do again what their roles allow."
          yes="Enable the account"
          isGrave={false}
          action={enableUserAction}
          fields={{ user: user.id }}
        />
      </Act>
    )
  }
  return (
    <Act
      title="Disable the account"
      text="All their sessions end at once, and they cannot log in until it is enabled again."
    >
      <ConfirmedAct
        id="disable"
        label="Disable the account"
        look="secondary"
        title={`Disable the account of ${isolated(user.email)}?`}
        text="All their sessions end at once, and they cannot log in. Nothing is lost; you can enable it again."
        yes="Disable the account"
        action={disableUserAction}
        fields={{ user: user.id }}
      />
    </Act>
  )
}

function Deletion({ user }: { user: UserProfile }) {
  return (
    <Act title="Delete the account" text="For good. The audit log goes on to name its id.">
      <ConfirmedAct
        id="delete"
        label="Delete the account"
        title={`Delete the account of ${isolated(user.email)}?`}
        text="Their password, roles and sessions are gone for good. This cannot be undone."
        yes="Delete the account"
        action={deleteUserAction}
        fields={{ user: user.id }}
        typed={
          <>
            Type their address,{' '}
            <strong>
              <Name>{user.email}</Name>
            </strong>
          </>
        }
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
