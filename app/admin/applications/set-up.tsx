import { Card } from '@/app/_ui/card'
import { env } from '@/lib/base/env'
import { setUpsOf, type SetUpInput } from '@/lib/apps/set-up'
import { brand } from '@/lib/brand/brand'
import { language } from '@/lib/request/language'

/** The settings of common applications, to copy. */
export async function SetUp({ app }: Pick<SetUpInput, 'app'>) {
  const words = (await language()).words.applications.setUp
  const setUps = setUpsOf({
    origin: env().appOrigin,
    brand: brand().name,
    app,
    secret: null,
    placeholders: words.placeholders,
  })
  return (
    <Card title={words.title} lead={words.lead}>
      <div className="divide-y divide-line border-y border-line">
        {setUps.map(({ software, lines }) => (
          <details key={software ?? ''} open={software === null}>
            <summary className="min-h-11 cursor-pointer py-2.5 font-medium">
              {software ?? words.generic}
            </summary>
            <pre
              tabIndex={0}
              className="mb-4 overflow-x-auto rounded-lg border border-line bg-sunken p-4 text-sm leading-relaxed"
            >
              <code>{lines}</code>
            </pre>
          </details>
        ))}
      </div>
    </Card>
  )
}
