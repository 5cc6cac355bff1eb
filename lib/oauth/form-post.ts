/** Lets an answer by `form_post` reach the application. @see OAuth 2.0 Form Post Response Mode */
import type { KoaContextWithOIDC } from 'oidc-provider'
import { AUTHORIZE } from '@/lib/base/routes'

/** The page that posts it may post to the registered address of this request, and nowhere else. */
export async function allowFormPost(
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void> {
  await next()
  const address = ctx.oidc?.params?.redirect_uri
  const isPosted = ctx.path.startsWith(AUTHORIZE) && ctx.response.is('html') && ctx.status < 500
  if (!isPosted || typeof address !== 'string' || ctx.respond === false) return
  const policy = ctx.response.get('content-security-policy')
  ctx.set(
    'content-security-policy',
    policy.replace(/form-action 'self'/, `form-action ${new URL(address).origin}`),
  )
}
