import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { Card } from '@/app/_ui/card'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { PASSKEY_NAME_MAX, type Passkey } from '@/lib/passkeys/manage'
import type { Language } from '@/lib/request/language'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { allowPasskeyAction, removePasskeyAction } from './actions'
import { RenameForm } from './rename-form'

interface Props {
  passkeys: readonly Passkey[]
  reader: Language
}

export function PasskeyList({ passkeys, reader }: Props) {
  const words = reader.words.passkeys.page
  if (passkeys.length === 0) return <p>{words.none}</p>
  return (
    <Card title={words.list}>
      <ul aria-label={words.list} className="divide-y divide-line border-t border-line">
        {passkeys.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} reader={reader} />
        ))}
      </ul>
    </Card>
  )
}

function Row({ passkey, reader }: { passkey: Passkey; reader: Language }) {
  const words = reader.words.passkeys.page
  const { id, deviceBound, createdAt, lastUsedAt, suspendedAt } = passkey
  const name = passkey.name || words.unnamed
  const named = { passkey: isolated(name) }
  return (
    <li className="flex flex-col gap-3 py-4 last:pb-0 sm:flex-row sm:items-start">
      <div className="min-w-0 grow">
        <p className="font-medium">
          <Name>{name}</Name>
        </p>
        <p className="text-sm text-soft">{deviceBound ? words.bound : words.synced}</p>
        <p className="text-sm text-soft">
          <Sentence
            text={words.made}
            parts={{ time: <When at={createdAt} reader={reader} as="exact" /> }}
          />{' '}
          {lastUsedAt ? (
            <Sentence
              text={words.used}
              parts={{ time: <When at={lastUsedAt} reader={reader} /> }}
            />
          ) : (
            words.unused
          )}
        </p>
        {suspendedAt && <p className="mt-1 text-sm text-danger">{words.suspended}</p>}
        <RenameForm
          id={id}
          name={passkey.name}
          maxLength={PASSKEY_NAME_MAX}
          words={{ ...words.rename, name: fill(words.rename.name, named) }}
        />
      </div>
      <Acts passkey={passkey} name={named.passkey} words={words} />
    </li>
  )
}

interface ActsProps {
  passkey: Passkey
  /** As questions name it. */
  name: string
  words: Language['words']['passkeys']['page']
}

function Acts({ passkey: { id, suspendedAt }, name, words }: ActsProps) {
  const named = { passkey: name }
  return (
    <div className="flex flex-wrap gap-2">
      {suspendedAt && (
        <ConfirmedAct
          action={allowPasskeyAction}
          fields={{ id }}
          id={`allow-${id}`}
          look="secondary"
          label={words.allow.label}
          name={fill(words.allow.name, named)}
          title={fill(words.allow.question, named)}
          text={words.allow.text}
          yes={words.allow.yes}
        />
      )}
      <ConfirmedAct
        action={removePasskeyAction}
        fields={{ id }}
        id={`remove-${id}`}
        label={words.remove.label}
        name={fill(words.remove.name, named)}
        title={fill(words.remove.question, named)}
        text={words.remove.text}
        yes={words.remove.yes}
      />
    </div>
  )
}
