/** Rules of structure that no linter knows. Each answers what is wrong with one file, or null. */
import { isPublicPath } from '@/lib/routes'
import type { Source } from '../support/sources'

/** True for a file that answers at an address which lib/routes.ts does not open to everyone. */
function isClosed(path: string): boolean {
  const [, address] = /^app(\/.*)?\/\w+\.tsx?$/.exec(path) ?? []
  return !isPublicPath(address?.replace(/\/\([^/]+\)/g, '') || '/')
}

/** Where an address is closed, every method asks what whoever is there may do. */
export function faultOfHandler({ path, text }: Source): string | null {
  if (!/\/route\.ts$/.test(path) || !isClosed(path)) return null
  const methods = [...text.matchAll(/^export (?!const dynamic\b)(.*)$/gm)].map(([, rest]) => rest)
  const isGuarded = (rest = '') => /^const [A-Z]+ = withPermission\(/.test(rest)
  return methods.length > 0 && methods.every(isGuarded)
    ? null
    : 'answers without asking who is there'
}

/** What the API answers to everyone without asking for a token, with a handler of its own. */
const OPEN_TO_PROGRAMS = /^app\/api\/v1\/openapi\.json\/route\.ts$/

/** The API lies open at the edge, so each of its operations asks for what the table says. */
export function faultOfApiHandler({ path, text }: Source): string | null {
  if (!/^app\/api\/v1\/.*route\.ts$/.test(path) || OPEN_TO_PROGRAMS.test(path)) return null
  const exported = [...text.matchAll(/^export (.*)$/gm)].map(([, rest = '']) => rest)
  const isServed = (rest: string) => /^const \{ [A-Z, ]+ \} = endpoints\($/.test(rest)
  return exported.length > 0 && exported.every(isServed)
    ? null
    : 'answers beside the operations of lib/api/operations.ts'
}

/**
 * `'use server'` makes every export of a file an endpoint that anyone may call: it stands in files
 * named actions.ts alone, at the top, and each export there is made by lib/request/action.ts, which
 * asks who is there and reads what was sent.
 */
export function faultOfServerFile({ path, text }: Source): string | null {
  const isActions = /^app\/(.*\/)?actions\.ts$/.test(path)
  const hasDirective = /^\s*['"]use server['"]/m.test(text)
  if (!isActions) return hasDirective ? "has 'use server' outside of an actions.ts" : null
  if (!text.startsWith("'use server'\n")) return "does not begin with 'use server'"

  const exported = [...text.matchAll(/^export (.*)$/gm)].map(([, rest = '']) => rest)
  const made = path.startsWith('app/admin/') ? ADMIN_ACTION : ACTION
  const strange = exported.find((rest) => !made.test(rest))
  return strange === undefined
    ? null
    : `exports what the doorway of actions did not make: ${strange}`
}

const ADMIN_ACTION = /^const \w+Action = permittedAction\(/
const ACTION = /^const \w+Action = (openAction|userAction|permittedAction)\(/

/**
 * Layouts do not run again when a person moves on, so each page is its own door; below app/admin
 * being signed in is not enough.
 */
export function faultOfPage({ path, text }: Source): string | null {
  if (!/\/page\.tsx$/.test(path) || !isClosed(path)) return null
  const body = /export default async function \w+\([^]*?\) \{\n\s*(.*)/.exec(text)?.[1] ?? ''
  const guard = path.startsWith('app/admin/')
    ? /^(const \w+ = )?await requirePermission\('[a-z-]+:[a-z-]+'\)$/
    : /^(const \w+ = )?await (requireUser\(\)|requirePermission\('[a-z-]+:[a-z-]+'\))$/
  return guard.test(body) ? null : 'does not begin with requireUser() or requirePermission(…)'
}

/** Once streaming has begun a redirect is a 200, so nothing may stream above a guard. */
export function faultOfStreaming({ path, text }: Source): string | null {
  if (!isClosed(path)) return null
  if (/\/loading\.tsx$/.test(path)) return 'streams before the page has asked who is there'
  return /\/(layout|template)\.tsx$/.test(path) && text.includes('Suspense')
    ? 'streams above the page that asks who is there'
    : null
}

/** The doorway must never reach a browser. */
export function faultOfDoorway({ path, text }: Source): string | null {
  if (!/^lib\/request\/[^/]+(?<!\.test)\.ts$/.test(path)) return null
  return text.includes("import 'server-only'") ? null : "does not import 'server-only'"
}
