/** Rules of structure that no linter knows. Each answers what is wrong with one file, or null. */
import type { Source } from '../support/sources'

/** Areas in which every page asks who is there. */
export const PROTECTED = /^app\/(dashboard|admin)\//

/**
 * `'use server'` makes every export of a file an endpoint that anyone may call: it stands in files
 * named actions.ts alone, at the top, and each export there begins by asking who is there.
 */
export function faultOfServerFile({ path, text }: Source): string | null {
  const isActions = /^app\/(.*\/)?actions\.ts$/.test(path)
  const hasDirective = /^\s*['"]use server['"]/m.test(text)
  if (!isActions) return hasDirective ? "has 'use server' outside of an actions.ts" : null
  if (!text.startsWith("'use server'\n")) return "does not begin with 'use server'"

  const exported = [...text.matchAll(/^export (.*)$/gm)].map(([, rest = '']) => rest)
  const strange = exported.find((rest) => !/^async function \w+Action\(/.test(rest))
  if (strange) return `exports something else than an async function …Action: ${strange}`

  const bodies = text.split(/^export async function /m).slice(1)
  const open = bodies.find((body) => !FIRST_LINE.test(body))
  return open ? `does not ask who is there first in ${open.split('(')[0]}` : null
}

const FIRST_LINE =
  /^\w+Action\([^{]*?\)(: Promise<[^{]*>)? \{\n\s+(const \w+ = )?await (requireUserInAction|requireOwnOrigin)\(/

/** Layouts do not run again when a person moves on, so each page is its own door. */
export function faultOfPage({ path, text }: Source): string | null {
  if (!PROTECTED.test(path) || !/\/page\.tsx$/.test(path)) return null
  const body = /export default async function \w+\([^]*?\) \{\n\s*(.*)/.exec(text)?.[1] ?? ''
  return /await (requireUser|requirePermission)\(/.test(body)
    ? null
    : 'does not begin with requireUser() or requirePermission()'
}

/** Once streaming has begun a redirect is a 200, so nothing may stream above a guard. */
export function faultOfStreaming({ path, text }: Source): string | null {
  if (!PROTECTED.test(path)) return null
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
