/**
 * Sets the headers that browsers read from every answer, and those that pages read from their
 * request. The middleware could do it too, but Next.js then copies all headers of each request.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { corsHeaders, preflightHeaders } from '@/lib/base/cors'
import type { Settings } from '@/lib/base/env'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { isApiPath, isBrandFile, isMailFile } from '@/lib/base/routes'
import {
  BRAND_FILE_POLICY,
  MAIL_FILE_POLICY,
  newNonce,
  securityHeaders,
} from '@/lib/base/security-headers'
import { pathOf } from './target'

/** Call it before anything answers `req`. */
export function setHeaders(req: IncomingMessage, res: ServerResponse, settings: Settings): void {
  const nonce = newNonce()
  const headers = securityHeaders(nonce, settings)
  // Next.js reads the nonce for its own scripts from this header.
  req.headers['content-security-policy'] = headers['content-security-policy']
  req.headers[INTERNAL_HEADERS.nonce] = nonce
  req.headers[INTERNAL_HEADERS.path] = req.url
  setAll(res, headers)
  // Here, since Next.js drops a header of a route if the answer has one of that name.
  if (isBrandFile(pathOf(req))) res.setHeader('content-security-policy', BRAND_FILE_POLICY)
  if (isMailFile(pathOf(req))) res.setHeader('content-security-policy', MAIL_FILE_POLICY)
  if (isApiPath(pathOf(req))) {
    setAll(res, corsHeaders(req.headers.origin ?? null, settings.corsOrigins))
  }
}

/** True if a browser asked whether a script may call the API; it has been answered. */
export function answerPreflight(
  req: IncomingMessage,
  res: ServerResponse,
  { corsOrigins }: Settings,
): boolean {
  const { origin = null, 'access-control-request-method': method } = req.headers
  if (req.method !== 'OPTIONS' || method === undefined || !isApiPath(pathOf(req))) return false
  setAll(res, preflightHeaders(origin, corsOrigins))
  res.writeHead(204).end()
  return true
}

function setAll(res: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
}
