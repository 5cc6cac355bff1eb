import { ESLint } from 'eslint'
import { describe, expect, test, vi } from 'vitest'
import { sourcesIn } from '../support/sources'

// The first file that is linted loads the rules, which load lib/base/routes.ts.
vi.setConfig({ testTimeout: 60_000 })

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId.startsWith('gatehouse/'),
})

/** What the rules report when `text` is the file at `path`. */
async function faults(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path })
  return result?.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`) ?? ['not linted']
}

const page = 'export default async function Orders() {\n  return <p>secret</p>\n}\n'
const action = `'use server'\n\nexport const payAction = userAction(async (actor, form) => {})\n`
const bare = `'use server'\n\nexport async function payAction(form: FormData) { await pay(form) }\n`
const handler = "export const GET = withPermission('users:read', answer)\n"
const guarded = page.replace('{\n', '{\n  const user = await requireUser()\n')
const allowed = page.replace('{\n', "{\n  await requirePermission('users:read')\n")

describe('the lint rules report', () => {
  test.each<[string, string, string, RegExp]>([
    ['a page without a guard', 'app/dashboard/new/page.tsx', page, /guarded-page: Orders /],
    ['an unguarded page outside the dashboard', 'app/(shop)/orders/page.tsx', page, /guarded-page/],
    [
      'a guard in a comment',
      'app/orders/page.tsx',
      page.replace('{\n', '{\n  // await requireUser()\n'),
      /guarded-page: Orders/,
    ],
    [
      'a guard without await',
      'app/orders/page.tsx',
      guarded.replace('await requireUser', 'requireUser'),
      /guarded-page/,
    ],
    [
      'a guard after the first statement',
      'app/admin/page.tsx',
      page.replace('{\n', "{\n  const all = await users()\n  await requirePermission('a:b')\n"),
      /guarded-page/,
    ],
    [
      'an administration page without a permission',
      'app/admin/page.tsx',
      guarded,
      /guarded-page: Orders/,
    ],
    [
      'a permission that is not a literal',
      'app/admin/page.tsx',
      allowed.replace("'users:read'", 'some'),
      /guarded-page/,
    ],
    [
      'a page that is not a function',
      'app/dashboard/x/page.tsx',
      'export default x',
      /guarded-page/,
    ],
    ['a page file without a page', 'app/dashboard/x/page.tsx', 'export {}', /guarded-page/],
    [
      'a title that is sent before the guard runs',
      'app/admin/x/page.tsx',
      `export const metadata = { title: 'Secret' }\n${allowed}`,
      /no-early-metadata: metadata /,
    ],
    [
      'a title that is computed before the guard runs',
      'app/admin/layout.tsx',
      'export async function generateMetadata() {\n  return {}\n}\n',
      /no-early-metadata: generateMetadata /,
    ],
    ['a loading page', 'app/dashboard/loading.tsx', page, /no-early-stream/],
    ['a layout that streams', 'app/dashboard/layout.tsx', '<Suspense />', /no-early-stream/],
    [
      'an action that is not built with a helper',
      'app/x/actions.ts',
      bare,
      /made-action: payAction /,
    ],
    [
      'an administration action without a permission',
      'app/admin/actions.ts',
      action,
      /made-action: payAction/,
    ],
    [
      'an export of an action file that is not an action',
      'app/x/actions.ts',
      `${action}export const mint = userAction(sign)\n`,
      /made-action: mint /,
    ],
    [
      'an action file that re-exports actions',
      'app/x/actions.ts',
      `${action}export * from './y'\n`,
      /made-action/,
    ],
    ["'use server' in lib", 'lib/users/rename.ts', action, /server-directive/],
    [
      "'use server' inside a function",
      'app/x/page.tsx',
      "f(async () => {\n  'use server'\n})",
      /server-directive/,
    ],
    ["an actions.ts without 'use server'", 'app/x/actions.ts', 'export {}', /server-directive/],
    ['a handler without a guard', 'app/orders/route.ts', 'export {}', /guarded-handler/],
    [
      'a handler with one unguarded method',
      'app/orders/route.ts',
      `${handler}export const POST = save\n`,
      /guarded-handler: POST /,
    ],
    [
      'an administration handler that only requires a user',
      'app/admin/orders/route.ts',
      'export const GET = withUser(answer)\n',
      /guarded-handler: GET /,
    ],
    [
      'an API route without a guard',
      'app/api/v1/orders/route.ts',
      'export async function GET() {\n  return Response.json(all)\n}\n',
      /api-by-table: GET /,
    ],
    [
      'a page below the API',
      'app/api/v1/orders/page.tsx',
      'export default function Page() {}\n',
      /api-without-pages/,
    ],
    [
      'a file of lib/request without server-only',
      'lib/request/new.ts',
      'export const x = 1',
      /server-only/,
    ],
    [
      'an administration action without a confirmation',
      'app/admin/actions.ts',
      action.replace('userAction(', "permittedAction('a:b', "),
      /asked-act: payAction /,
    ],
    [
      'a select that has a default choice',
      'app/admin/users/roles.tsx',
      'export const x = <select name="role"><option>administrator</option></select>',
      /asking-form/,
    ],
    [
      'an administration button that acts without a confirmation',
      'app/admin/users/sessions.tsx',
      'export const x = <form action={endSessionAction}><button>Log out</button></form>',
      /asking-form/,
    ],
  ])('%s', async (_name, path, text, said) => {
    expect(await faults(path, text)).toContainEqual(expect.stringMatching(said))
  })
})

describe('the lint rules accept', () => {
  test.each([
    ['a page that requires a session', 'app/dashboard/x/page.tsx', guarded],
    ['a page that requires a permission', 'app/admin/users/page.tsx', allowed],
    ['a public page', 'app/login/page.tsx', `export const metadata = {}\n${page}`],
    ['a guarded action', 'app/x/actions.ts', action],
    [
      'an administration action with a confirmation',
      'app/admin/actions.ts',
      action.replace('userAction(', "confirmedAction('a:b', "),
    ],
    [
      'a search form on an administration page',
      'app/admin/users/page.tsx',
      `${allowed}export const x = <form action={ADMIN_USERS} />\n`,
    ],
    [
      'a guarded handler',
      'app/orders/route.ts',
      `export const dynamic = 'force-dynamic'\n${handler}`,
    ],
    ['a handler for users', 'app/orders/route.ts', 'export const GET = withUser(answer)\n'],
    [
      'a guarded API route',
      'app/api/v1/orders/route.ts',
      'export const { GET, POST } = endpoints(list)\n',
    ],
    ['a file of lib/request with server-only', 'lib/request/new.ts', "import 'server-only'\n"],
  ])('%s', async (_name, path, text) => {
    expect(await faults(path, text)).toEqual([])
  })
})

test('only lib/base/env.ts uses the function that lets tests replace settings', () => {
  const product = ['app', 'cli', 'db', 'lib', 'scripts'].flatMap((folder) =>
    sourcesIn(folder, /(?<!\.test)\.(tsx?|mjs)$/),
  )
  const naming = product.filter(({ text }) => text.includes('forgetSettings'))
  expect(naming.map(({ path }) => path)).toEqual(['lib/base/env.ts'])
})
