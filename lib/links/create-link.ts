/** Links that a user receives, each for one purpose and one use. */
import {
  deleteOneTimeTokensFor,
  insertOneTimeToken,
  type OneTimePurpose,
} from '@/db/queries/one-time-tokens'
import { env } from '@/lib/base/env'
import type { UserId } from '@/lib/base/ids'
import { CONFIRM_ADDRESS, LET_IN, NOT_ME, RESET_PASSWORD, VERIFY_EMAIL } from '@/lib/base/routes'
import { addSeconds } from '@/lib/base/time'
import { newLinkToken } from './link-token'

/** The page that each link opens; the link to set up has a file of its own. */
const PAGES = {
  'password-reset': RESET_PASSWORD,
  'let-in': LET_IN,
  'verify-address': VERIFY_EMAIL,
  'change-address': CONFIRM_ADDRESS,
  // The same page: it restores the address as well.
  'undo-address': NOT_ME,
  'not-me': NOT_ME,
} as const satisfies Partial<Record<OneTimePurpose, string>>

type LinkPurpose = keyof typeof PAGES

export interface NewLink {
  readonly purpose: LinkPurpose
  readonly userId: UserId
  /** Seconds for which it works. */
  readonly life: number
  /** The user's version: the link is void once that has moved. Null for one that outlives it. */
  readonly version: number | null
  /** What it does in particular. */
  readonly details?: Readonly<Record<string, string>>
}

export interface UserLink {
  readonly url: string
  /** Names it in the database. */
  readonly hash: string
  readonly expiresAt: Date
}

/** Creates a link, and voids earlier ones of the same purpose. Call in a transaction over the user. */
export async function createLink(link: NewLink, now: Date): Promise<UserLink> {
  const { purpose, userId, life, version, details } = link
  const { token, hash } = newLinkToken()
  const expiresAt = addSeconds(now, life)
  // Each notice has a link of its own, and they only take access away.
  if (purpose !== 'not-me' && purpose !== 'undo-address')
    await deleteOneTimeTokensFor(userId, purpose)
  await insertOneTimeToken({
    ...{ hash, purpose, userId, version, createdAt: now, expiresAt },
    details: details ? JSON.stringify(details) : null,
  })
  return { url: `${env().appOrigin}${PAGES[purpose]}?token=${token}`, hash, expiresAt }
}
