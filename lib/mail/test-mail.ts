/** Sends a mail at once, so that an administrator sees whether mail arrives. */
import { newMailId } from '@/lib/base/ids'
import { env } from '@/lib/base/env'
import { parseEmail } from '@/lib/users/email'
import { mailFileOf } from './files'
import { letterOf } from './letter'
import { mailMode } from './mode'
import { openTransport, type Dialogue } from './transport'
import { Undeliverable, type Problem } from './undeliverable'

export type TestMailResult =
  | {
      ok: true
      to: string
      /** Where it landed on a developer's machine; null if the mail server took it. */
      file: string | null
    }
  | { ok: false; reason: 'bad-address' | 'no-mail' }
  | {
      ok: false
      reason: 'undeliverable'
      problem: Problem
      /** What the mail server answered. */
      answer: string
    }

/**
 * Sends the test mail to `email` outside the queue: it is tried once, and nothing is stored.
 *
 * @param dialogue hears the conversation with the mail server, without passwords
 */
export async function sendTestMail(
  email: string,
  dialogue: Dialogue,
  now = new Date(),
): Promise<TestMailResult> {
  const to = parseEmail(email)?.address
  if (!to) return { ok: false, reason: 'bad-address' }
  const mode = mailMode()
  if (mode === 'none') return { ok: false, reason: 'no-mail' }
  const mail = { id: newMailId(), createdAt: now }
  const letter = letterOf({
    ...{ kind: 'test', to, values: {}, link: null },
    locale: env().defaultLanguage,
  })
  const transport = openTransport({ dialogue })
  try {
    await transport.deliver({ ...mail, to, letter })
  } catch (error) {
    if (!(error instanceof Undeliverable)) throw error
    return { ok: false, reason: 'undeliverable', problem: error.problem, answer: error.message }
  } finally {
    transport.close()
  }
  return { ok: true, to, file: mode === 'files' ? mailFileOf(mail) : null }
}
