/**
 * Lets the owner of an account log in with a new browser while strangers use up its attempts: a link
 * in a mail gives the browser attempts of its own.
 */
import { lockOf, transaction } from '@/db/connection'
import { takeOneTimeToken } from '@/db/queries/one-time-tokens'
import type { SeenFrom } from '@/lib/events/events'
import { byOwner, recordEvent } from '@/lib/events/record'
import { checkLink } from '@/lib/links/link-token'
import { ownerOfLink } from '@/lib/links/owner'
import { askForMail, type AskedMail, type AskResult } from '@/lib/mail/ask'
import { forget } from '@/lib/rate-limits/take'
import type { Throttled } from '@/lib/rate-limits/tried'
import { deviceLimits } from '@/lib/sessions/log-in-limits'
import { grantDevice, type Browser } from './known-device'

const PURPOSE = 'let-in'

type BadLink = { ok: false; reason: 'bad-link' }

/**
 * Queues the mail with the link, which goes out only to an account. The answer tells nothing about
 * who has one.
 *
 * @throws Unavailable
 */
export async function mailLetInLink(wanted: AskedMail, now = new Date()): Promise<AskResult> {
  return askForMail('let-in', wanted, now)
}

/** Whether the link may be used, and for which account. It stays valid. @throws Unavailable */
export async function checkLetInLink(
  token: string,
  { network }: Pick<SeenFrom, 'network'>,
  now = new Date(),
): Promise<{ ok: true; email: string } | BadLink | Throttled> {
  const look = await checkLink(PURPOSE, token, network, now)
  if (!look.ok) return look
  const owner = await ownerOfLink(look.link)
  return owner ? { ok: true, email: owner.email } : { ok: false, reason: 'bad-link' }
}

/**
 * Makes a browser a known device of the link's user, with all its attempts unused. It opens nothing:
 * the log-in there still needs the password.
 *
 * @throws Unavailable; the link stays valid then.
 */
export async function letIn(
  { token, browser }: { readonly token: string; readonly browser: Browser },
  now = new Date(),
): Promise<{ ok: true } | BadLink | Throttled> {
  const { secret, from } = browser
  const look = await checkLink(PURPOSE, token, from.network, now)
  if (!look.ok) return look
  const { hash, userId } = look.link
  if (userId === null) return { ok: false, reason: 'bad-link' }
  return transaction({ locks: lockOf(userId) }, async () => {
    const owner = await ownerOfLink(look.link)
    if (!owner || !(await takeOneTimeToken(hash, PURPOSE, now))) {
      return { ok: false, reason: 'bad-link' }
    }
    await grantDevice(userId, 'mail', browser, now)
    // A copy of its cookie may have used them up.
    await forget(deviceLimits(owner.emailKey, secret))
    await recordEvent({ type: 'known_device_added', ...byOwner(userId), from }, now)
    return { ok: true }
  })
}
