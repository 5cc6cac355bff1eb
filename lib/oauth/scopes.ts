/** The scopes that applications can ask for, and what each tells them. Pure. */

/** Claims about the user by scope (OpenID Connect Core §5.4); `roles` is ours. */
export const SCOPES = {
  openid: ['sub', 'auth_time', 'acr', 'amr', 'sid'],
  profile: ['name', 'locale'],
  email: ['email', 'email_verified'],
  roles: ['roles'],
  /** Access that outlives the session (OpenID Connect Core §11). */
  offline_access: [],
} as const satisfies Record<string, readonly string[]>

export type Scope = keyof typeof SCOPES

export function isOffered(scope: string): scope is Scope {
  return Object.hasOwn(SCOPES, scope)
}
