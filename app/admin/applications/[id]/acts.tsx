import type { ReactNode } from 'react'
import { Card } from '@/app/_ui/card'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import type { AppDetails } from '@/lib/apps/list'
import { language } from '@/lib/request/language'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { ConfirmedAct } from '@/app/_signed-in/confirmed-act'
import { deleteAppAction, disableAppAction, enableAppAction } from '../actions'

/** The acts on an application as a whole. */
export async function Acts({ app }: { app: AppDetails }) {
  const { acts } = (await language()).words.applications
  const name = (
    <strong>
      <Name>{app.name}</Name>
    </strong>
  )
  return (
    <Card title={acts.title}>
      <div className="divide-y divide-line border-t border-line">
        {app.disabledAt === null ? (
          <Act words={acts.disable}>
            <ConfirmedAct
              {...actOn(app, acts.disable)}
              id="disable"
              look="secondary"
              action={disableAppAction}
            />
          </Act>
        ) : (
          <Act words={acts.enable}>
            <ConfirmedAct
              {...actOn(app, acts.enable)}
              id="enable"
              look="secondary"
              isGrave={false}
              action={enableAppAction}
            />
          </Act>
        )}
        <Act words={acts.deletion}>
          <ConfirmedAct
            {...actOn(app, acts.deletion)}
            id="delete"
            action={deleteAppAction}
            typed={<Sentence text={acts.deletion.typed} parts={{ app: name }} />}
          />
        </Act>
      </div>
    </Card>
  )
}

interface ActWords {
  label: string
  text: string
  question: string
  details: string
  yes: string
}

/** What every act on an application has in common. */
function actOn({ id, name }: AppDetails, { question, details, yes }: ActWords) {
  const title = fill<'app'>(question, { app: isolated(name) })
  return { fields: { app: id }, label: yes, title, text: details, yes }
}

function Act({ words, children }: { words: ActWords; children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 py-4 last:pb-0">
      <div>
        <h3 className="font-medium">{words.label}</h3>
        <p className="text-sm text-soft">{words.text}</p>
      </div>
      {children}
    </div>
  )
}
