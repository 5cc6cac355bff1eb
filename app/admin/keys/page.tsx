import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { Notice } from '@/app/_ui/notice'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { JWKS } from '@/lib/base/routes'
import { listKeys, type KeyRing, type KeySummary } from '@/lib/keys/list'
import type { Permission } from '@/lib/permissions/permissions'
import { withOutage } from '@/lib/request/outage'
import { requirePermission } from '@/lib/request/permission'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { AuditLink } from '../_ui/audit-link'
import { Badge } from '../_ui/badge'
import { PageTitle } from '../_ui/page-title'
import { Panel } from '../_ui/panel'
import { burnKeyAction, rotateKeysAction } from './actions'
import { CONFIRM_LENGTH } from './confirm-length'

const TONES: Readonly<Record<KeySummary['status'], 'plain' | 'good' | 'warm' | 'bad'>> = {
  next: 'plain',
  active: 'good',
  retiring: 'warm',
  gone: 'plain',
  burned: 'bad',
}

type KeyWords = Words['keys']

export default async function KeysPage() {
  const actor = await requirePermission('keys:read')
  const ring = await withOutage(() => listKeys(actor))
  const reader = await language()
  const words = reader.words.keys
  const outcome = outcomeOf(await currentFlash(), words.done, words.refusals)
  return (
    <>
      <PageTitle
        title={words.title}
        lead={
          <Sentence
            text={words.lead}
            parts={{
              path: JWKS,
              events: (
                <AuditLink group="keys" permissions={actor.permissions}>
                  {words.events}
                </AuditLink>
              ),
            }}
          />
        }
      />
      <Flash outcome={outcome} />
      {ring.derived && (
        <div className="mb-6">
          <Notice>{words.derived}</Notice>
        </div>
      )}
      <div className="grid gap-6">
        {!ring.derived && actor.permissions.has('keys:rotate') && (
          <Rotation ring={ring} reader={reader} />
        )}
        <Panel>
          <ul className="divide-y divide-line">
            {ring.keys.map((key) => (
              <KeyItem key={key.id} summary={key} permissions={actor.permissions} reader={reader} />
            ))}
          </ul>
        </Panel>
      </div>
    </>
  )
}

interface RotationProps {
  ring: KeyRing
  reader: Language
}

function Rotation({ ring: { readyAt, rotatesAt }, reader }: RotationProps) {
  const words = reader.words.keys.rotate
  return (
    <Card
      title={words.title}
      lead={words.lead}
      action={
        <ConfirmedAct
          id="rotate"
          label={words.label}
          look="primary"
          title={words.question}
          text={words.text}
          yes={words.label}
          isGrave={false}
          action={rotateKeysAction}
          fields={{}}
        />
      }
    >
      {readyAt && (
        <p className="text-sm text-soft">
          <Sentence
            text={words.readyAt}
            parts={{ time: <When at={readyAt} reader={reader} as="exact" /> }}
          />
        </p>
      )}
      {rotatesAt && (
        <p className="mt-1 text-sm text-soft">
          <Sentence
            text={words.rotatesAt}
            parts={{ time: <When at={rotatesAt} reader={reader} as="exact" /> }}
          />
        </p>
      )}
    </Card>
  )
}

interface ItemProps {
  summary: KeySummary
  permissions: ReadonlySet<Permission>
  reader: Language
}

function KeyItem({ summary, permissions, reader }: ItemProps) {
  const { id, algorithm, status, createdAt, activatedAt, retiredAt, burnedAt } = summary
  const { states, life, burn } = reader.words.keys
  const { label, text } = states[status]
  const lifeEvents = [
    [life.created, createdAt],
    [life.activated, status === 'active' ? activatedAt : null],
    [life.retired, retiredAt],
    [life.expires, status === 'retiring' ? summary.verifiesUntil : null],
    [life.burned, burnedAt],
  ] as const
  return (
    <li className="grid gap-x-6 gap-y-3 px-5 py-4 md:grid-cols-[minmax(0,1fr)_auto]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <code className="font-mono text-sm break-all">{id}</code>
          <Badge tone={TONES[status]}>{label}</Badge>
          <span className="text-sm text-soft">{algorithm}</span>
        </p>
        <p className="mt-1 text-sm text-soft">{text}</p>
        <p className="mt-1 text-sm text-soft">
          {lifeEvents.map(
            ([text, at]) =>
              at && (
                <span key={text} className="mr-3 inline-block">
                  <Sentence text={text} parts={{ time: <When at={at} reader={reader} /> }} />
                </span>
              ),
          )}
        </p>
      </div>
      {status !== 'burned' && permissions.has('keys:burn') && (
        <div className="justify-self-start">
          <Burn id={id} words={burn} />
        </div>
      )}
    </li>
  )
}

function Burn({ id, words }: { id: string; words: KeyWords['burn'] }) {
  const start = id.slice(0, CONFIRM_LENGTH)
  return (
    <ConfirmedAct
      id={`burn-${id}`}
      label={words.label}
      name={fill(words.name, { start })}
      title={fill(words.title, { start })}
      text={words.text}
      yes={words.confirm}
      action={burnKeyAction}
      fields={{ key: id }}
      typed={<Sentence text={words.typed} parts={{ start: <strong>{start}</strong> }} />}
    />
  )
}
