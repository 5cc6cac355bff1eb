/** The user as applications see them. */
import type { Account, AccountClaims, KoaContextWithOIDC } from 'oidc-provider'
import { findApp } from '@/db/queries/apps'
import { findUserRow } from '@/db/queries/users'
import { mayUseApp } from '@/lib/apps/roles'
import { isAppId, isUserId } from '@/lib/base/ids'
import { authorityOf } from '@/lib/permissions/authority'

/**
 * The account of a request. A token works only while its user may use the application: one who
 * loses the role for it loses access at the next refresh, not at the next log-in.
 */
export async function accountFor(
  _: KoaContextWithOIDC,
  id: string,
  token?: { readonly clientId?: string | undefined },
): Promise<Account | undefined> {
  const account = await accountOf(id)
  if (!account || token === undefined) return account
  const { clientId } = token
  const app = clientId !== undefined && isAppId(clientId) ? await findApp(clientId) : null
  return app && isUserId(id) && (await mayUseApp(app, id)) ? account : undefined
}

/** Undefined for a user who is disabled or no longer there. @throws Unavailable */
async function accountOf(id: string): Promise<Account | undefined> {
  const user = isUserId(id) ? await findUserRow(id) : null
  if (!user || user.disabledAt !== null) return undefined
  return {
    accountId: user.id,
    claims: async (_use, scope) => {
      const asked = new Set(scope.split(' '))
      const known: Record<string, unknown> = {
        name: user.name || undefined,
        locale: user.locale ?? undefined,
        email: user.email,
        email_verified: user.emailVerifiedAt !== null,
      }
      if (asked.has('roles')) known.roles = [...(await authorityOf(user.id)).roles]
      return { sub: user.id, ...known } satisfies AccountClaims
    },
  }
}
