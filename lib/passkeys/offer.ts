/** Offers a passkey to users who have none, until they dismiss the offer. */
import { lockOf, transaction } from '@/db/connection'
import { isPasskeyOfferOpen, markPasskeyOfferDismissed } from '@/db/queries/passkey-offer'
import type { Actor } from '@/lib/sessions/authenticate'
import { relyingParty } from './relying-party'

/** @throws Unavailable */
export async function offersPasskey({ userId }: Pick<Actor, 'userId'>): Promise<boolean> {
  return relyingParty() !== null && (await isPasskeyOfferOpen(userId))
}

/** For good. @throws Unavailable */
export async function dismissPasskeyOffer({ userId }: Actor, now = new Date()): Promise<void> {
  await transaction({ locks: lockOf(userId) }, () => markPasskeyOfferDismissed(userId, now))
}
