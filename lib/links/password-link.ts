/** The link by which somebody chooses a password. */
import { deleteOneTimeTokensOf, insertOneTimeToken } from '@/db/queries/one-time-tokens'
import { env } from '@/lib/base/env'
import { RESET_PASSWORD } from '@/lib/base/routes'
import { after, DAY, MINUTE } from '@/lib/base/time'
import { newLinkToken } from './link-token'

/** Seconds for which the link of an account with a password works (OWASP ASVS 6.4.1). */
export const RESET_LIFE = 30 * MINUTE
/** The same for a new account, which holds nothing yet: it is on its way to a person. */
export const WELCOME_LIFE = DAY

export interface PasswordLink {
  url: string
  expiresAt: Date
}

/** Makes the link; every one before it is void. Inside a transaction over the user. */
export async function makePasswordLink(
  userId: string,
  life: number,
  now: Date,
): Promise<PasswordLink> {
  const { token, hash } = newLinkToken()
  const expiresAt = after(now, life)
  await deleteOneTimeTokensOf(userId)
  await insertOneTimeToken({ hash, purpose: 'password-reset', userId, createdAt: now, expiresAt })
  return { url: `${env().appOrigin}${RESET_PASSWORD}?token=${token}`, expiresAt }
}
