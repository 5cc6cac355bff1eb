/** Changes a user's email address, with proof from the new one and a way back for the old one. */
import { lockOf, transaction } from '@/db/connection'
import { insertFormerAddress } from '@/db/queries/former-addresses'
import { deleteOneTimeTokensOf, takeOneTimeToken } from '@/db/queries/one-time-tokens'
import { deleteUserTerms } from '@/db/queries/user-terms'
import { changeEmail } from '@/db/queries/user-addresses'
import { findUserRow, findUserRowByEmail, type UserRecord } from '@/db/queries/users'
import { env } from '@/lib/base/env'
import { newEventId } from '@/lib/base/ids'
import { isLocale, type Locale } from '@/lib/base/locales'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { checkLink, type FoundLink } from '@/lib/links/link-token'
import { ownerOfLink } from '@/lib/links/owner'
import { queueMail } from '@/lib/mail/queue'
import { MAILS_OF_ADDRESS, MAILS_OF_NETWORK } from '@/lib/rate-limits/limits'
import { networkKey } from '@/lib/rate-limits/network-key'
import { takeAttempt } from '@/lib/rate-limits/take'
import { throttled, type Throttled } from '@/lib/rate-limits/tried'
import type { Actor } from '@/lib/sessions/authenticate'
import { parseEmail, type EmailAddress } from './email'
import { isReserved } from './reserved'
import { recordTerms } from './search-terms'

const PURPOSE = 'change-address'

type BadLink = { ok: false; reason: 'bad-link' }

/**
 * Mails a link to the new address, and tells the old one. Nothing changes before the link is used.
 * Whether the new address has an account is not told: then no mail goes there.
 *
 * @throws Unavailable
 */
export async function askForAddress(
  actor: Actor,
  { email, from, locale }: { email: string; from: SeenFrom; locale: Locale },
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: 'bad-address' | 'same-address' } | Throttled> {
  const wanted = parseEmail(email)
  if (!wanted) return { ok: false, reason: 'bad-address' }
  const { userId } = actor
  const user = await findUserRow(userId)
  if (!user || user.emailKey === wanted.key) return { ok: false, reason: 'same-address' }
  const wait = await takeAttempt([
    ...[wanted.key, user.emailKey].flatMap((key) =>
      MAILS_OF_ADDRESS.map((limit) => ({ limit, key: [key] })),
    ),
    { limit: MAILS_OF_NETWORK, key: [networkKey(from.network)] },
  ])
  if (wait !== null) return throttled(wait, now)
  await transaction({ locks: lockOf(userId) }, async () => {
    const { sessionId } = actor
    const values = { ...whereAndWhen(from, now), newEmail: wanted.address }
    await queueMail({ kind: PURPOSE, to: wanted.address, locale, userId, values }, now)
    await queueMail(
      { kind: 'address-changing', to: user.email, locale: localeOf(user), userId, values },
      now,
    )
    await recordEvent(
      {
        ...{ type: 'user_address_asked', ...byOwner(userId), sessionId, from },
        personal: { email: wanted.address },
      },
      now,
    )
  })
  return { ok: true }
}

/**
 * The new address of a link, in a session of its user: two proofs, of the mailbox and the account. A
 * stranger who got the mail by a typo has only one.
 *
 * @throws Unavailable
 */
export async function checkAddressLink(
  actor: Actor,
  token: string,
  { network }: Pick<SeenFrom, 'network'>,
  now = new Date(),
): Promise<{ ok: true; email: EmailAddress; link: FoundLink } | BadLink | Throttled> {
  const look = await checkLink(PURPOSE, token, network, now)
  if (!look.ok) return look
  const owner = await ownerOfLink(look.link)
  const email = parseEmail(emailIn(look.link))
  if (owner?.id !== actor.userId || !email) return { ok: false, reason: 'bad-link' }
  return { ok: true, email, link: look.link }
}

/** Changes the address, voids every other link, and tells the old address. @throws Unavailable */
export async function changeAddress(
  actor: Actor,
  { token, from }: { token: string; from: SeenFrom },
  now = new Date(),
): Promise<{ ok: true } | { ok: false; reason: 'bad-link' | 'address-taken' } | Throttled> {
  const look = await checkAddressLink(actor, token, from, now)
  if (!look.ok) return look
  const { email, link } = look
  const { userId, sessionId } = actor
  return transaction({ locks: lockOf(userId) }, async () => {
    const user = await findUserRow(userId)
    if (!user || !(await ownerOfLink(link))) return { ok: false, reason: 'bad-link' }
    if (await isTaken(email, user, now)) return { ok: false, reason: 'address-taken' }
    if (!(await takeOneTimeToken(link.hash, PURPOSE, now))) return { ok: false, reason: 'bad-link' }
    await moveTo(user, email, now)
    await deleteOneTimeTokensOf(userId)
    await queueMail(
      {
        ...{ kind: 'address-changed', to: user.email, locale: localeOf(user), userId },
        values: { ...whereAndWhen(from, now), newEmail: email.address },
      },
      now,
    )
    await recordEvent(
      {
        ...{ type: 'user_address_changed', ...byOwner(userId), sessionId, from },
        personal: { email: email.address, formerEmail: user.email },
      },
      now,
    )
    return { ok: true }
  })
}

/** Gives the user this address, which is verified. Call inside a transaction over the user. */
export async function moveTo(user: UserRecord, email: EmailAddress, now: Date): Promise<void> {
  await insertFormerAddress({
    ...{ id: newEventId(), userId: user.id, email: user.email, emailKey: user.emailKey },
    leftAt: now,
  })
  const moved = { email: email.address, emailKey: email.key }
  await changeEmail(user.id, { ...moved, emailVerifiedAt: now })
  await deleteUserTerms(user.id)
  await recordTerms({ ...user, ...moved })
}

async function isTaken(email: EmailAddress, user: UserRecord, now: Date): Promise<boolean> {
  const holder = await findUserRowByEmail(email.key)
  return holder !== null || (await isReserved(email.key, user.id, now))
}

/** The address that a link is about. */
export function emailIn({ details }: FoundLink): string {
  return (JSON.parse(details ?? '{}') as { email?: string }).email ?? ''
}

function localeOf({ locale }: UserRecord): Locale {
  return isLocale(locale) ? locale : env().defaultLanguage
}

function whereAndWhen({ network, browser, system }: SeenFrom, now: Date) {
  return { at: now.toISOString(), network, browser, system }
}
