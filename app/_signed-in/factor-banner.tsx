import { ButtonLink } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { SECURITY } from '@/lib/base/routes'
import { demandOn } from '@/lib/factors/demand'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'

/** Tells a user that they need a second factor, and until when they can log in without one. */
export async function FactorBanner({ actor }: { actor: Actor }) {
  const demand = await withOutage(() => demandOn(actor))
  if (!demand) return null
  const reader = await language()
  const { demanded } = reader.words.secondFactor
  const words = demand.isOver ? demanded.over : demanded.grace
  const time = <When at={demand.until} reader={reader} as="exact" />
  return (
    <section aria-labelledby="factor-title" className="mb-8">
      <Notice>
        <h2 id="factor-title" className="font-semibold">
          {words.title}
        </h2>
        <p className="mt-1 mb-3 max-w-prose">
          <Sentence text={words.text} parts={{ time }} />
        </p>
        <ButtonLink href={SECURITY}>{demanded.setUp}</ButtonLink>
      </Notice>
    </section>
  )
}
