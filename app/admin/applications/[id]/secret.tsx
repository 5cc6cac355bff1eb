import { Card } from '@/app/_ui/card'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import type { AppDetails } from '@/lib/apps/list'
import { language } from '@/lib/request/language'
import { isolated } from '@/lib/words/isolated'
import { fill } from '@/lib/words/text'
import { SecretForm } from './secret-form'

/** How old the secret is, and how it is replaced. */
export async function Secret({ app, mayWrite }: { app: AppDetails; mayWrite: boolean }) {
  const reader = await language()
  const { question, ...words } = reader.words.applications.secret
  const [current, old] = app.secrets
  return (
    <Card title={words.title} lead={words.lead}>
      <div className="grid gap-4">
        <div>
          {current && (
            <p>
              <Sentence
                text={words.current}
                parts={{ time: <When at={current.createdAt} reader={reader} /> }}
              />
            </p>
          )}
          {old?.expiresAt && (
            <p className="text-sm text-soft">
              <Sentence
                text={words.old}
                parts={{ time: <When at={old.expiresAt} reader={reader} as="exact" /> }}
              />
            </p>
          )}
        </div>
        {mayWrite && (
          <SecretForm
            app={app.id}
            title={fill(question, { app: isolated(app.name) })}
            words={words}
            question={reader.words.administration.question}
          />
        )}
      </div>
    </Card>
  )
}
