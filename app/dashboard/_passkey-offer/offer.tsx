import { ButtonLink } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { PASSKEYS } from '@/lib/base/routes'
import { demandOn } from '@/lib/factors/demand'
import { offersPasskey } from '@/lib/passkeys/offer'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import { DismissForm } from './dismiss-form'

/** Offers a passkey to a user who has none. */
export async function PasskeyOffer({ actor }: { actor: Actor }) {
  const isOffered = await withOutage(async () => {
    // The notice of a demand asks for more, and names passkeys too.
    return (await demandOn(actor)) === null && (await offersPasskey(actor))
  })
  if (!isOffered) return null
  const { offer, card } = (await language()).words.passkeys
  return (
    <section aria-labelledby="passkey-offer" className="mt-6">
      <Notice>
        <h2 id="passkey-offer" className="font-semibold">
          {offer.title}
        </h2>
        <p className="mt-1 max-w-prose">{card.lead}</p>
        <div className="mt-3 flex flex-wrap gap-2">
          <ButtonLink href={PASSKEYS}>{card.add}</ButtonLink>
          <DismissForm words={offer} />
        </div>
      </Notice>
    </section>
  )
}
