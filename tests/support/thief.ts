/** A thief who knows the password of a user, and changes it. */
import { changePassword } from '@/lib/passwords/change'
import { authenticate } from '@/lib/sessions/authenticate'
import { givenAccount, PASSWORD } from './accounts'
import { givenMailServer, mailAll, newestMail } from './mailbox'
import { at, PHONE } from './people'

const ADA = 'ada@example.com'
export const THIEFS_PASSWORD = 'seven windmills beside a frozen canal'

/** The thief's tokens, and the mail that tells the user of it. */
export async function givenThief() {
  const smtp = await givenMailServer()
  const { userId, access } = await givenAccount({ email: ADA })
  const found = await authenticate(access, 'web', at(1))
  if (!found.ok) throw new Error(found.reason)
  const changed = await changePassword(
    found.actor,
    { current: PASSWORD, next: THIEFS_PASSWORD, from: PHONE },
    at(2),
  )
  if (!changed.ok) throw new Error(changed.reason)
  await mailAll(at(3))
  return { smtp, userId, thief: changed.tokens, ...newestMail(smtp, ADA) }
}
