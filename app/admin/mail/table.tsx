import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { brand } from '@/lib/brand/brand'
import type { FailedMail } from '@/lib/mail/outbox'
import type { Language } from '@/lib/request/language'
import type { Actor } from '@/lib/sessions/authenticate'
import { isolated } from '@/lib/words/isolated'
import { fill, type Text } from '@/lib/words/text'
import { Cell, Row, Table } from '../_ui/table'
import { UserLink } from '../_ui/user-link'
import { sendAgainAction } from './actions'

interface Props {
  mails: readonly FailedMail[]
  actor: Actor
  reader: Language
}

export function FailedMailTable({ mails, actor, reader }: Props) {
  const { title, columns } = reader.words.outbox.failed
  const { mail, user, reason, act } = columns
  const mayResend = actor.permissions.has('mail:resend')
  const headings = [
    { heading: mail, width: 'md:w-1/4' },
    { heading: user, width: 'md:w-1/4' },
    { heading: reason },
    ...(mayResend ? [{ heading: act, width: 'md:w-52' }] : []),
  ]
  return (
    <Table label={title} columns={headings}>
      {mails.map((failed) => (
        <MailRow key={failed.id} mail={failed} actor={actor} reader={reader} />
      ))}
    </Table>
  )
}

function MailRow({ mail, actor, reader }: { mail: FailedMail; actor: Actor; reader: Language }) {
  const { failed: words } = reader.words.outbox
  const { user, failedAt, reason, answer } = mail
  const { permissions } = actor
  return (
    <Row>
      <Cell isHeader>
        <p className="font-medium">{titleOf(mail, reader)}</p>
        <p className="text-sm text-soft">
          <Sentence text={words.when} parts={{ time: <When at={failedAt} reader={reader} /> }} />
        </p>
      </Cell>
      <Cell label={words.lines.user} className="text-sm">
        {user ? (
          <UserLink whom={user} mayOpen={permissions.has('users:read')} />
        ) : (
          <span className="text-soft">{words.noUser}</span>
        )}
      </Cell>
      <Cell label={words.lines.reason} className="text-sm">
        {words.reasons[reason]}
        {answer !== null && (
          <span className="mt-1 block text-soft">
            <Name>{answer}</Name>
          </span>
        )}
      </Cell>
      {permissions.has('mail:resend') && (
        <Cell className="max-md:pt-2">
          {reason !== 'unreadable' && <SendAgain mail={mail} reader={reader} />}
        </Cell>
      )}
    </Row>
  )
}

/** The title that its reader would have seen. */
function titleOf({ kind }: FailedMail, { words }: Language): string {
  if (kind === null) return words.outbox.failed.unknown
  const title: Text<'app'> = words.mails.kinds[kind].title
  return fill(title, { app: brand().name })
}

function SendAgain({ mail, reader }: { mail: FailedMail; reader: Language }) {
  const { again, failed } = reader.words.outbox
  const title = titleOf(mail, reader)
  const user = mail.user ? isolated(mail.user.email) : failed.noUser
  return (
    <ConfirmedAct
      id={`again-${mail.id}`}
      label={again.label}
      look="secondary"
      name={fill(again.name, { mail: title, user })}
      title={fill(again.title, { mail: title })}
      text={again.text}
      yes={again.label}
      isGrave={false}
      action={sendAgainAction}
      fields={{ mail: mail.id }}
    />
  )
}
