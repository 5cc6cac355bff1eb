/** Answers a form of a page from an earlier build whose action is not there any more. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { flashCookie, type Cookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { isFromOwnPage } from '@/lib/base/origin'
import { noteOfOldPage, type Typed } from '@/lib/base/flash'
import type { ActionCall } from './action-call'

/** Fields that are shown again. Never a password, a code or a token: they would go into a cookie. */
const SHOWN_AGAIN: ReadonlySet<string> = new Set(['email', 'name', 'description', 'persistent'])
/** Longer values are not what these fields are for. */
const MOST_CHARACTERS = 300

/** Where `next build` writes which actions there are. */
const MANIFEST = '.next/server/server-reference-manifest.json'
const manifestSchema = z.object({ node: z.record(z.string(), z.unknown()) })

let known: ReadonlySet<string> | undefined

/** True for a form of a page of ours whose action this build does not have. */
export function isOfOldPage({ id }: ActionCall, { headers }: IncomingMessage): boolean {
  known ??= actionsOfBuild()
  const sent = { get: (name: string) => headers[name]?.toString() ?? null }
  // Forms of other sites are refused by the middleware.
  return !known.has(id) && isFromOwnPage(sent, env().appOrigin)
}

/**
 * Has the page load anew, which then says why and shows again what was typed. A script is told by a
 * header of Next.js, a browser without one is led there.
 */
export function sendBack(call: ActionCall, req: IncomingMessage, res: ServerResponse): void {
  const path = req.url ?? '/'
  const cookie = flashCookie(noteOfOldPage(path, shownAgain(call)), env())
  res.setHeader('set-cookie', written(cookie))
  res.setHeader('cache-control', 'no-store')
  if (req.headers['next-action'] === undefined) {
    res.writeHead(303, { location: env().appOrigin + path }).end()
  } else {
    res.writeHead(404, { 'x-nextjs-action-not-found': '1', 'content-type': 'text/plain' })
    res.end('This page is from before an update. Load it again.\n')
  }
}

function shownAgain({ fields }: ActionCall): Typed {
  return Object.fromEntries(
    fields.filter(([name, value]) => SHOWN_AGAIN.has(name) && value.length <= MOST_CHARACTERS),
  )
}

function written({ name, value, maxAge, secure, sameSite, path }: Cookie): string {
  const attributes = [`${name}=${value}`, `Path=${path}`, `Max-Age=${maxAge ?? 0}`, 'HttpOnly']
  return [...attributes, ...(secure ? ['Secure'] : []), `SameSite=${sameSite}`].join('; ')
}

function actionsOfBuild(): ReadonlySet<string> {
  const text = readFileSync(join(process.cwd(), MANIFEST), 'utf8')
  return new Set(Object.keys(manifestSchema.parse(JSON.parse(text)).node))
}
