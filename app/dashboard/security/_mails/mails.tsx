import { Card } from '@/app/_ui/card'
import { When } from '@/app/_ui/when'
import { mailMode } from '@/lib/mail/mode'
import { listNoticeChoices, listOwnMails } from '@/lib/mail/own-mails'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import { NoticeChoiceForm } from './choice-form'

/** Which mails the user wants, and the last ones they got, so that they can tell a forged one. */
export async function Mails({ actor }: { actor: Actor }) {
  if (mailMode() === 'none') return null
  const reader = await language()
  const { mails: words } = reader.words.security
  const { kinds } = reader.words.mails
  const [choices, sent] = await withOutage(() =>
    Promise.all([listNoticeChoices(actor), listOwnMails(actor)]),
  )
  return (
    <Card title={words.title} lead={words.lead}>
      <NoticeChoiceForm
        choices={choices.map((choice) => ({ ...choice, label: words.choices[choice.kind] }))}
        words={words}
      />
      <h3 className="mt-6 font-medium">{words.last}</h3>
      {sent.length === 0 && <p className="mt-1 text-soft">{words.none}</p>}
      {sent.length > 0 && (
        <ul className="mt-2 divide-y divide-line border-t border-line">
          {sent.map(({ id, kind, sentAt }) => (
            <li key={id} className="flex flex-wrap justify-between gap-x-4 py-2">
              <span>{kinds[kind].title}</span>
              <span className="text-sm text-soft">
                <When at={sentAt} reader={reader} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
