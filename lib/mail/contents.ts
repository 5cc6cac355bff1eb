/** What a mail in the queue says, encrypted: a reader of the database gets no link that works. */
import type { MailRecord } from '@/db/queries/mails'
import { sealText, unsealText, type Sealed } from '@/lib/keys/sealed'
import type { MailLink } from './links'
import type { MailValues } from './kinds'

export interface MailContents {
  /** One address, as `parseEmail` returned it. */
  readonly to: string
  /** What the text says in particular. */
  readonly values: MailValues
  /** Made when the mail is first sent, so that its life does not begin in the queue. */
  readonly link?: MailLink
}

/** @throws Unavailable without a key */
export function seal(contents: MailContents): Promise<Sealed> {
  return sealText('mail', JSON.stringify(contents))
}

/** Null if the key is gone or the row was changed. @throws Unavailable */
export async function unseal({
  sealed,
  keyId,
}: Pick<MailRecord, 'sealed' | 'keyId'>): Promise<MailContents | null> {
  if (sealed === null || keyId === null) return null
  const text = await unsealText('mail', { sealed, keyId })
  // Only `seal` writes what this key opens.
  return text === null ? null : (JSON.parse(text) as MailContents)
}
