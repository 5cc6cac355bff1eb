/** Every kind of mail, and how long it is worth sending. */
import { DAY, HOUR } from '@/lib/base/time'

/** What the text of a mail may say in particular. A time is in ISO 8601. */
export interface MailValues {
  readonly at?: string
  readonly browser?: string
  readonly system?: string
  readonly network?: string
  /** Names of roles. */
  readonly roles?: string
  readonly newEmail?: string
  /** How many recovery codes are left. */
  readonly left?: string
  /** When it happens: the account is deleted, or the second factor removed or demanded. */
  readonly due?: string
}

interface Rules {
  /** In seconds: after that it says nothing that still helps, and is not sent. */
  readonly worth: number
}

export const MAIL_KINDS = {
  test: { worth: HOUR },
  'password-reset': { worth: HOUR },
  'let-in': { worth: HOUR },
  'verify-address': { worth: DAY },
  'account-exists': { worth: DAY },
  'change-address': { worth: DAY },
  'address-changing': { worth: 7 * DAY },
  'address-changed': { worth: 7 * DAY },
  'password-changed': { worth: 7 * DAY },
  'password-was-reset': { worth: 7 * DAY },
  'new-log-in': { worth: 7 * DAY },
  'session-copied': { worth: 7 * DAY },
  'password-known': { worth: 7 * DAY },
  'factor-added': { worth: 7 * DAY },
  'factor-demanded': { worth: 14 * DAY },
  'factor-removed': { worth: 7 * DAY },
  'factor-reset': { worth: 7 * DAY },
  'passkey-added': { worth: 7 * DAY },
  'passkey-removed': { worth: 7 * DAY },
  'passkey-suspended': { worth: 7 * DAY },
  'factor-kept': { worth: 7 * DAY },
  'recovery-code-used': { worth: 7 * DAY },
  'deletion-planned': { worth: 7 * DAY },
  'deletion-undone': { worth: 7 * DAY },
  'account-deleted': { worth: 30 * DAY },
  'roles-changed': { worth: 7 * DAY },
} as const satisfies Record<string, Rules>

export type MailKind = keyof typeof MAIL_KINDS

export function isMailKind(text: string): text is MailKind {
  return Object.hasOwn(MAIL_KINDS, text)
}

/** The notices that users choose. */
export const OPTIONAL_NOTICES = ['roles-changed'] as const satisfies readonly MailKind[]

export type OptionalNotice = (typeof OPTIONAL_NOTICES)[number]
