import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'

const RULES = ['no-restricted-imports', 'no-restricted-properties', 'no-restricted-syntax']
const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
})

/** The rules that `text` breaks when it is the file at `path`. */
async function broken(path: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: path })
  return result?.messages.map((message) => message.ruleId) ?? []
}

const imports = (module: string) => `import * as planted from '${module}'\nexport { planted }\n`

describe('lint refuses an import that the layers forbid:', () => {
  test.each([
    ['middleware.ts', '@/lib/sessions/authenticate'],
    ['middleware.ts', '@/lib/request/current-user'],
    ['middleware.ts', '@/db/connection'],
    ['middleware.ts', '@/app/_ui/plain-page'],
    ['middleware.ts', 'node:crypto'],
    ['cli/gatehouse.ts', 'next/headers'],
    ['cli/gatehouse.ts', '@/app/_ui/button'],
    ['cli/gatehouse.ts', '@/lib/request/current-user'],
    ['app/dashboard/page.tsx', '@/db/queries/users'],
    ['app/dashboard/page.tsx', 'drizzle-orm'],
    ['app/dashboard/page.tsx', '../../db/connection'],
    ['lib/request/current-user.ts', '@/db/queries/sessions'],
    ['lib/request/current-user.ts', '@/app/_ui/button'],
    ['lib/sessions/refresh.ts', 'next/headers'],
    ['lib/sessions/refresh.ts', 'react'],
    ['lib/sessions/refresh.ts', 'drizzle-orm'],
    ['lib/sessions/refresh.ts', '@/db/tables'],
    ['lib/sessions/refresh.ts', '@/db/schema/sqlite'],
    ['lib/sessions/refresh.ts', '@/lib/request/session-cookies'],
    ['lib/sessions/refresh.ts', '@/app/_ui/button'],
    ['lib/tokens/access.ts', 'node:crypto'],
    ['lib/tokens/access.ts', '@/db/queries/sessions'],
    ['lib/tokens/access.ts', '@/lib/sessions/living'],
    ['lib/tokens/access.ts', 'next/server'],
    ['lib/base/routes.ts', '@/lib/users/email'],
    ['lib/base/origin.ts', 'node:net'],
    ['lib/base/entry-path.ts', '@/lib/request/current-user'],
    ['lib/base/security-headers.ts', 'node:crypto'],
    ['lib/base/internal-headers.ts', '@/lib/sessions/living'],
    ['lib/base/internal-headers.ts', '@/lib/telemetry/log'],
    ['lib/telemetry/log.ts', '@/lib/sessions/living'],
    ['lib/telemetry/log.ts', '@/db/connection'],
    ['lib/telemetry/log.ts', 'next/headers'],
    ['db/queries/users.ts', '@/lib/users/email'],
    ['db/queries/users.ts', 'next/headers'],
    ['db/connection.ts', '@/app/_ui/button'],
    ['db/schema/sqlite.ts', '@/lib/base/time'],
    ['db/schema/sqlite.ts', '@/lib/base/ids'],
    ['packages/verify/src/keys.ts', '@/lib/tokens/jwks'],
    ['packages/verify/src/keys.ts', 'node:crypto'],
    ['packages/verify/src/keys.ts', 'zod'],
  ])('%s imports %s', async (path, module) => {
    expect(await broken(path, imports(module))).toContain('no-restricted-imports')
  })
})

describe('lint accepts an import that the layers allow:', () => {
  test.each([
    ['middleware.ts', '@/lib/tokens/access'],
    ['middleware.ts', '@/lib/base/entry-path'],
    ['app/dashboard/page.tsx', '@/lib/request/current-user'],
    ['lib/request/current-user.ts', '@/lib/sessions/authenticate'],
    ['lib/request/current-user.ts', 'next/headers'],
    ['lib/sessions/refresh.ts', '@/db/queries/sessions'],
    ['lib/sessions/refresh.ts', '@/db/connection'],
    ['db/queries/users.ts', 'drizzle-orm'],
    ['db/connection.ts', '@/lib/telemetry/log'],
    ['lib/sessions/refresh.ts', '@/lib/telemetry/log'],
    ['packages/verify/src/keys.ts', 'jose'],
    ['packages/verify/src/keys.ts', './keep.js'],
  ])('%s imports %s', async (path, module) => {
    expect(await broken(path, imports(module))).toEqual([])
  })
})

test('the schema may import the types of ids, which are gone before drizzle-kit loads it', async () => {
  const text = "import type { UserId } from '@/lib/base/ids'\nexport type Id = UserId\n"
  expect(await broken('db/schema/sqlite.ts', text)).toEqual([])
})

test('only lib/base/env.ts may read the environment', async () => {
  const text = 'export const secret = process.env.AUTH_SECRET\n'
  expect(await broken('lib/sessions/refresh.ts', text)).toContain('no-restricted-properties')
  expect(await broken('lib/base/env.ts', text)).toEqual([])
})

test('queries may not use methods that only SQLite has', async () => {
  const text = 'export const rows = (query: { all(): unknown }) => query.all()\n'
  expect(await broken('db/queries/users.ts', text)).toContain('no-restricted-syntax')
})
