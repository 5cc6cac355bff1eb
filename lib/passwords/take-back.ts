/** Lets the owner of an account stop an intruder, with the link in a notice and without a session. */
import { afterCommit, lockOf, transaction } from '@/db/connection'
import { findLeftAt } from '@/db/queries/former-addresses'
import { deleteWaitingMailsOf } from '@/db/queries/mails'
import {
  deleteOneTimeTokensOf,
  deleteOneTimeTokensSince,
  takeOneTimeToken,
} from '@/db/queries/one-time-tokens'
import { deletePassword, findUserRow, raiseUserVersion, type UserRecord } from '@/db/queries/users'
import type { SeenFrom } from '@/lib/events/events'
import { removeFactorsSince } from '@/lib/factors/reset'
import { byOwner, recordEvent } from '@/lib/events/record'
import { emailIn, moveTo } from '@/lib/users/change-address'
import { parseEmail } from '@/lib/users/email'
import { createLink } from '@/lib/links/create-link'
import { checkLink } from '@/lib/links/link-token'
import { removeNewPasskeys } from '@/lib/passkeys/manage'
import { ownerOfLink } from '@/lib/links/owner'
import { RESET_LIFETIME } from '@/lib/links/password-link'
import type { Throttled } from '@/lib/rate-limits/tried'
import { count } from '@/lib/telemetry/metrics'

const PURPOSES = ['not-me', 'undo-address'] as const

type BadLink = { ok: false; reason: 'bad-link' }

/** Whether the link may be used, and for which account. It stays valid. @throws Unavailable */
export async function checkNotMeLink(
  token: string,
  { network }: Pick<SeenFrom, 'network'>,
  now = new Date(),
): Promise<{ ok: true; email: string; restores: boolean } | BadLink | Throttled> {
  const look = await checkLink(PURPOSES, token, network, now)
  if (!look.ok) return look
  const owner = await ownerOfLink(look.link)
  if (!owner) return { ok: false, reason: 'bad-link' }
  const restores = look.link.purpose === 'undo-address'
  return { ok: true, email: restores ? emailIn(look.link) : owner.email, restores }
}

/**
 * Ends every session of the user, takes away the password, and voids every link. A notice about the
 * address also restores the one that it was sent to. It needs no session and no password: an
 * intruder may have changed both.
 *
 * @returns the path where the user chooses a new password
 * @throws Unavailable; nothing has changed then.
 */
export async function takeAccountBack(
  { token, from }: { readonly token: string; readonly from: SeenFrom },
  now = new Date(),
): Promise<{ ok: true; path: string } | BadLink | Throttled> {
  const look = await checkLink(PURPOSES, token, from.network, now)
  if (!look.ok) return look
  const { userId } = look.link
  if (userId === null) return { ok: false, reason: 'bad-link' }
  return transaction({ locks: lockOf(userId) }, async () => {
    const owner = await ownerOfLink(look.link)
    const { hash, purpose } = look.link
    if (!owner || !(await takeOneTimeToken(hash, purpose, now))) {
      return { ok: false, reason: 'bad-link' }
    }
    if (purpose === 'undo-address') await restoreAddress(owner, emailIn(look.link), from, now)
    await raiseUserVersion(userId, now)
    await deletePassword(userId)
    await removeNewPasskeys(userId, from, now)
    await deleteOneTimeTokensOf(userId)
    afterCommit(() => count('endings', { reason: 'everywhere' }))
    await recordEvent(
      {
        ...{ type: 'session_logout_everywhere', ...byOwner(userId), from },
        details: { reason: 'not-me' },
      },
      now,
    )
    const version = (await findUserRow(userId))?.version ?? null
    const { url } = await createLink(
      { purpose: 'password-reset', userId, life: RESET_LIFETIME, version },
      now,
    )
    const { pathname, search } = new URL(url)
    return { ok: true, path: pathname + search }
  })
}

/** Nobody else can have taken it: it is reserved for longer than the link works. */
async function restoreAddress(
  owner: UserRecord,
  address: string,
  from: SeenFrom,
  now: Date,
): Promise<void> {
  const email = parseEmail(address)
  if (!email || email.key === owner.emailKey) return
  // An intruder got links too, at the address that is left now, and may have set up an app: neither
  // may take the account back again.
  const leftAt = await findLeftAt(owner.id, email.key)
  if (leftAt) {
    await deleteOneTimeTokensSince(owner.id, leftAt)
    await removeFactorsSince(owner.id, { leftAt, from }, now)
  }
  await deleteWaitingMailsOf(owner.id)
  await moveTo(owner, email, now)
  await recordEvent(
    {
      ...{ type: 'user_address_restored', ...byOwner(owner.id), from },
      personal: { email: email.address, formerEmail: owner.email },
    },
    now,
  )
}
