/** Mails a link for a new password to a user who forgot theirs. */
import { askForMail, type AskedMail, type AskResult } from '@/lib/mail/ask'

/**
 * Queues a mail with the link, which goes out only to an account. The answer tells nothing about
 * who has one.
 *
 * @throws Unavailable
 */
export async function mailPasswordLink(wanted: AskedMail, now = new Date()): Promise<AskResult> {
  return askForMail('password-reset', wanted, now)
}
