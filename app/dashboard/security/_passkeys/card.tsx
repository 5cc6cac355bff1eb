import { ButtonLink } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { PASSKEYS } from '@/lib/base/routes'
import { passkeysOf } from '@/lib/passkeys/manage'
import { relyingParty } from '@/lib/passkeys/relying-party'
import { language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import { plural } from '@/lib/words/text'

/** How many passkeys the user has; nothing where they cannot work. */
export async function Passkeys({ actor }: { actor: Actor }) {
  if (!relyingParty()) return null
  const { locale, words } = await language()
  const { card } = words.passkeys
  const passkeys = await withOutage(() => passkeysOf(actor.userId))
  const isSuspended = passkeys.some(({ suspendedAt }) => suspendedAt !== null)
  return (
    <Card title={card.title} lead={card.lead}>
      <p>{passkeys.length === 0 ? card.none : plural(locale, card.count, passkeys.length)}</p>
      {isSuspended && <p className="mt-1 text-danger">{card.suspended}</p>}
      <ButtonLink
        href={PASSKEYS}
        look={passkeys.length === 0 ? 'primary' : 'secondary'}
        className="mt-4"
      >
        {passkeys.length === 0 ? card.add : card.manage}
      </ButtonLink>
    </Card>
  )
}
