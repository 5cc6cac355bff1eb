/** The email address by which an application expects its user. */
import { AUTHORIZE } from '@/lib/base/routes'
import { parseEmail } from '@/lib/users/email'
import { findWaitingRequest } from './waiting-request'

const BASE = 'http://gatehouse.invalid'

/**
 * The `login_hint` of the request that the log-in page leads back to (OpenID Connect Core §3.1.2.1);
 * empty if there is none. It only fills the field: nobody learns whether there is such an account.
 */
export async function hintedEmail(next: string): Promise<string> {
  if (!next.startsWith(AUTHORIZE)) return ''
  const { pathname, searchParams } = new URL(next, BASE)
  const hint =
    pathname === AUTHORIZE
      ? searchParams.get('login_hint')
      : (await findWaitingRequest(pathname.slice(AUTHORIZE.length + 1)))?.loginHint
  return hint && parseEmail(hint) ? hint : ''
}
