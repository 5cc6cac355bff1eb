import { Card } from '@/app/_ui/card'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { ENDS_SESSION } from '@/lib/base/forms'
import type { Language } from '@/lib/request/language'
import { TIME_TO_RETURN } from '@/lib/users/leave'
import { fill } from '@/lib/words/text'
import { durationInWords } from '@/lib/words/times'
import { deleteAccountAction } from './actions'

interface Props {
  email: string
  reader: Language
}

/** Lets users leave for good. The question says what happens, and when. */
export function DeleteAccount({ email, reader: { locale, words } }: Props) {
  const { deletion } = words.profile
  const wait = fill(deletion.wait, { time: durationInWords(TIME_TO_RETURN, locale) })
  return (
    <Card title={deletion.title} lead={deletion.lead}>
      <div className="grid sm:block">
        <ConfirmedAct
          id="delete-account"
          label={deletion.label}
          look="secondary"
          title={deletion.question}
          text={
            <ul className="grid list-disc gap-2 pl-5">
              <li>{deletion.now}</li>
              <li>{wait}</li>
              <li>{deletion.after}</li>
            </ul>
          }
          typed={
            <Sentence
              text={deletion.typed}
              parts={{
                email: (
                  <strong>
                    <Name>{email}</Name>
                  </strong>
                ),
              }}
            />
          }
          yes={deletion.yes}
          action={deleteAccountAction}
          fields={{ [ENDS_SESSION]: 'yes' }}
        />
      </div>
    </Card>
  )
}
