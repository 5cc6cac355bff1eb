import { addressOf } from '@/app/_signed-in/pager'
import { Card } from '@/app/_ui/card'
import { Link } from '@/app/_ui/link'
import { oneOf, type QueryProps } from '@/app/_ui/query'
import { APP_KINDS } from '@/lib/apps/entered'
import { ADMIN_APPS } from '@/lib/base/routes'
import { language } from '@/lib/request/language'
import { requirePermission } from '@/lib/request/permission'
import type { Words } from '@/lib/words/catalogues'
import { PageTitle } from '../../_ui/page-title'
import { Panel } from '../../_ui/panel'
import { TEXT_LINK } from '../../_ui/text-link'
import { AppForm } from '../app-form'
import { fieldsOf } from '../fields'
import { choicesFor, formWords } from '../form-parts'

const NEW = `${ADMIN_APPS}/new`

export default async function NewApplicationPage({ searchParams }: QueryProps) {
  const actor = await requirePermission('apps:write')
  const asked = oneOf(await searchParams, 'kind')
  const kind = APP_KINDS.find((one) => one === asked)
  const { words } = await language()
  const { create, form, kinds } = words.applications
  if (!kind) {
    return (
      <>
        <PageTitle title={create.title} lead={create.lead} />
        <Kinds words={kinds} />
      </>
    )
  }
  return (
    <>
      <PageTitle title={create.title} lead={kinds[kind].text} />
      <div className="grid max-w-3xl gap-4">
        <p>
          <Link href={NEW} className={TEXT_LINK}>
            {create.otherKind}
          </Link>
        </p>
        <Card title={`${kinds[kind].label}: ${form.card}`}>
          <AppForm
            hidden={{ kind }}
            shown={fieldsOf(kind, await choicesFor(actor, words))}
            words={formWords(words)}
          />
        </Card>
      </div>
    </>
  )
}

/** The kinds to choose from, as links, so that it works without JavaScript. */
function Kinds({ words }: { words: Words['applications']['kinds'] }) {
  return (
    <div className="max-w-3xl">
      <Panel>
        <ul className="divide-y divide-line">
          {APP_KINDS.map((kind) => (
            <li key={kind} className="relative px-5 py-4 hover:bg-sunken">
              <Link
                href={addressOf(NEW, { kind })}
                // Makes the whole row a link.
                className="font-medium text-accent underline underline-offset-4 before:absolute before:inset-0"
              >
                {words[kind].label}
              </Link>
              <p className="text-sm text-soft">{words[kind].text}</p>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}
