import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { exactTime } from '@/app/_ui/times'
import { Notice } from '@/app/_ui/notice'
import { When } from '@/app/_ui/when'
import { JWKS } from '@/lib/base/routes'
import { listKeys, type KeyRing, type KeySummary } from '@/lib/keys/list'
import type { Permission } from '@/lib/permissions/permissions'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { currentFlash } from '@/lib/request/flash'
import { AuditLink } from '../_ui/audit-link'
import { Badge } from '../_ui/badge'
import { ConfirmedAct } from '../_ui/confirmed-act'
import { PageTitle } from '../_ui/page-title'
import { Panel } from '../_ui/panel'
import { burnKeyAction, rotateKeysAction } from './actions'
import { CONFIRM_LENGTH, DONE, REFUSALS } from './outcomes'

const STATES: Record<
  KeySummary['status'],
  { label: string; tone: 'plain' | 'good' | 'warm' | 'bad'; words: string }
> = {
  next: {
    label: 'Next',
    tone: 'plain',
    words: 'Published, so that everyone knows it when it begins to sign.',
  },
  active: { label: 'Signing', tone: 'good', words: 'Signs every token that is handed out now.' },
  retiring: {
    label: 'Retired',
    tone: 'warm',
    words: 'Signs nothing any more; what it signed is good until it expires.',
  },
  gone: {
    label: 'Gone',
    tone: 'plain',
    words: 'Everything it signed has expired, and its private half is destroyed.',
  },
  burned: { label: 'Burned', tone: 'bad', words: 'Refused, and everything it ever signed.' },
}

export default async function KeysPage() {
  const actor = await requirePermission('keys:read')
  const ring = await withOutage(() => listKeys(actor))
  const outcome = outcomeOf(await currentFlash(), DONE, REFUSALS)
  return (
    <>
      <PageTitle
        title="Keys"
        lead={
          <>
            Access tokens are signed by one of these. Other services verify them by the public
            halves, at {JWKS}.{' '}
            <AuditLink group="Anything of keys" permissions={actor.permissions}>
              What happened to keys
            </AuditLink>
          </>
        }
      />
      <Flash outcome={outcome} />
      {ring.derived && (
        <div className="mb-6">
          <Notice>
            Tokens are signed with HS256, by a key made from AUTH_SECRET. It changes with the
            secret, and there is nothing to rotate or burn here.
          </Notice>
        </div>
      )}
      <div className="grid gap-6">
        {!ring.derived && actor.permissions.has('keys:rotate') && <Rotation ring={ring} />}
        <Panel>
          <ul className="divide-y divide-line">
            {ring.keys.map((key) => (
              <KeyItem key={key.id} summary={key} permissions={actor.permissions} />
            ))}
          </ul>
        </Panel>
      </div>
    </>
  )
}

function Rotation({ ring: { readyAt, rotatesAt } }: { ring: KeyRing }) {
  return (
    <Card
      title="Rotate"
      lead="The next key signs from then on. Nobody is signed out, and no token is refused."
      action={
        <ConfirmedAct
          id="rotate"
          label="Rotate now"
          look="primary"
          title="Have the next key sign?"
          text="Every token that is handed out from now on bears its signature. The key that signs now never signs again."
          yes="Rotate now"
          isGrave={false}
          action={rotateKeysAction}
          fields={{}}
        />
      }
    >
      {readyAt && (
        <p className="text-sm text-soft">
          Other services know the next key from {exactTime(readyAt)} on; before that it does not
          sign.
        </p>
      )}
      {rotatesAt && (
        <p className="mt-1 text-sm text-soft">Rotates by itself on {exactTime(rotatesAt)}.</p>
      )}
    </Card>
  )
}

interface ItemProps {
  summary: KeySummary
  permissions: ReadonlySet<Permission>
}

function KeyItem({ summary, permissions }: ItemProps) {
  const { id, algorithm, status, createdAt, activatedAt, retiredAt, burnedAt } = summary
  const { label, tone, words } = STATES[status]
  return (
    <li className="grid gap-x-6 gap-y-3 px-5 py-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <code className="font-mono text-sm break-all">{id}</code>
          <Badge tone={tone}>{label}</Badge>
          <span className="text-sm text-soft">{algorithm}</span>
        </p>
        <p className="mt-1 text-sm text-soft">{words}</p>
        <p className="mt-1 text-sm text-soft">
          <LifeEvent words="Made" at={createdAt} />
          <LifeEvent words="signs since" at={status === 'active' ? activatedAt : null} />
          <LifeEvent words="retired" at={retiredAt} />
          <LifeEvent words="good until" at={status === 'retiring' ? summary.verifiesUntil : null} />
          <LifeEvent words="burned" at={burnedAt} />
        </p>
      </div>
      {status !== 'burned' && permissions.has('keys:burn') && (
        <div className="justify-self-start">
          <ConfirmedAct
            id={`burn-${id}`}
            label="Burn"
            name={`Burn the key ${id.slice(0, CONFIRM_LENGTH)}`}
            title={`Burn the key ${id.slice(0, CONFIRM_LENGTH)}…?`}
            text={
              <>
                For a key that may have leaked. Everything it signed is refused at the next request;
                browsers get new tokens by themselves, other services follow within minutes. This
                cannot be undone.
              </>
            }
            yes="Burn the key"
            action={burnKeyAction}
            fields={{ key: id }}
            typed={
              <>
                Type <strong>{id.slice(0, CONFIRM_LENGTH)}</strong>, the beginning of its id
              </>
            }
          />
        </div>
      )}
    </li>
  )
}

function LifeEvent({ words, at }: { words: string; at: Date | null }): ReactNode {
  if (!at) return null
  return (
    <span className="mr-3 inline-block">
      {words} <When at={at} />
    </span>
  )
}
