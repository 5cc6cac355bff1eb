/** Answers a form from a page of an earlier build whose action no longer exists. */
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { flashCookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { isFromOwnPage } from '@/lib/base/origin'
import { oldPageFlashValue, type Typed } from '@/lib/base/flash'
import type { ActionCall } from './action-call'
import { setCookieLine } from './jar'

/** Fields to show again. Never a password, a code or a token: the values go into a cookie. */
const SHOWN_AGAIN: ReadonlySet<string> = new Set(['email', 'name', 'description', 'persistent'])
/** None of these fields needs a longer value. */
const MAX_CHARACTERS = 300

/** Where `next build` lists the actions. */
const MANIFEST = '.next/server/server-reference-manifest.json'
const manifestSchema = z.object({ node: z.record(z.string(), z.unknown()) })

let actions: ReadonlySet<string> | undefined

/** True for a form from one of our pages whose action is not in this build. */
export function isFromOldPage({ id }: ActionCall, { headers }: IncomingMessage): boolean {
  actions ??= actionsOfBuild()
  const sent = { get: (name: string) => headers[name]?.toString() ?? null }
  // The server has refused forms from other sites; this is the second check.
  return !actions.has(id) && isFromOwnPage(sent, env().appOrigin)
}

/**
 * Makes the page reload, say why, and show the typed values again. A header of Next.js makes a
 * script do so; a browser without a script is redirected.
 */
export function reloadOldPage(call: ActionCall, req: IncomingMessage, res: ServerResponse): void {
  const path = req.url ?? '/'
  const cookie = flashCookie(oldPageFlashValue(path, shownAgain(call)), env())
  res.setHeader('set-cookie', setCookieLine(cookie))
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
    fields.filter(([name, value]) => SHOWN_AGAIN.has(name) && value.length <= MAX_CHARACTERS),
  )
}

function actionsOfBuild(): ReadonlySet<string> {
  const text = readFileSync(join(process.cwd(), MANIFEST), 'utf8')
  return new Set(Object.keys(manifestSchema.parse(JSON.parse(text)).node))
}
