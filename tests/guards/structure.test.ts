import { ESLint } from 'eslint'
import { describe, expect, test, vi } from 'vitest'
import { sourcesIn } from '../support/sources'

// The first file loads the rules, and with them lib/base/routes.ts.
vi.setConfig({ testTimeout: 60_000 })

const eslint = new ESLint({
  ruleFilter: ({ ruleId }) => ruleId.startsWith('gatehouse/'),
  // What is planted stands in no project of TypeScript.
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
})

/** What the rules say of `text` as the file at `path`. */
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

describe('the rules name the function that asks nobody:', () => {
  test.each<[string, string, string, RegExp]>([
    ['a page without a guard', 'app/dashboard/new/page.tsx', page, /guarded-page: Orders /],
    ['a page outside of the dashboard', 'app/(shop)/orders/page.tsx', page, /guarded-page/],
    [
      'a guard that is a comment',
      'app/orders/page.tsx',
      page.replace('{\n', '{\n  // await requireUser()\n'),
      /guarded-page: Orders/,
    ],
    [
      'a guard that is not waited for',
      'app/orders/page.tsx',
      guarded.replace('await requireUser', 'requireUser'),
      /guarded-page/,
    ],
    [
      'a guard that comes too late',
      'app/admin/page.tsx',
      page.replace('{\n', "{\n  const all = await users()\n  await requirePermission('a:b')\n"),
      /guarded-page/,
    ],
    ['an administrator’s page for all', 'app/admin/page.tsx', guarded, /guarded-page: Orders/],
    [
      'a permission that is not written down',
      'app/admin/page.tsx',
      allowed.replace("'users:read'", 'some'),
      /guarded-page/,
    ],
    ['a page that is no function', 'app/dashboard/x/page.tsx', 'export default x', /guarded-page/],
    ['no page at all', 'app/dashboard/x/page.tsx', 'export {}', /guarded-page/],
    [
      'a title that is told before the guard',
      'app/admin/x/page.tsx',
      `export const metadata = { title: 'Secret' }\n${allowed}`,
      /no-early-metadata: metadata /,
    ],
    [
      'a title that is made before the guard',
      'app/admin/layout.tsx',
      'export async function generateMetadata() {\n  return {}\n}\n',
      /no-early-metadata: generateMetadata /,
    ],
    ['a loading page', 'app/dashboard/loading.tsx', page, /no-early-stream/],
    ['a layout that streams', 'app/dashboard/layout.tsx', '<Suspense />', /no-early-stream/],
    ['an action of one’s own making', 'app/x/actions.ts', bare, /made-action: payAction /],
    ['an administrator’s action for all', 'app/admin/actions.ts', action, /made-action: payAction/],
    [
      'an export that is no action',
      'app/x/actions.ts',
      `${action}export const mint = userAction(sign)\n`,
      /made-action: mint /,
    ],
    ['actions from elsewhere', 'app/x/actions.ts', `${action}export * from './y'\n`, /made-action/],
    ["'use server' in lib", 'lib/users/rename.ts', action, /server-directive/],
    [
      "'use server' inside of a function",
      'app/x/page.tsx',
      "f(async () => {\n  'use server'\n})",
      /server-directive/,
    ],
    ["an actions.ts without 'use server'", 'app/x/actions.ts', 'export {}', /server-directive/],
    ['a handler that asks nobody', 'app/orders/route.ts', 'export {}', /guarded-handler/],
    [
      'a handler of which one method asks nobody',
      'app/orders/route.ts',
      `${handler}export const POST = save\n`,
      /guarded-handler: POST /,
    ],
    [
      'an address of the API that asks nobody',
      'app/api/v1/orders/route.ts',
      'export async function GET() {\n  return Response.json(all)\n}\n',
      /api-by-table: GET /,
    ],
    ['a doorway without its mark', 'lib/request/new.ts', 'export const x = 1', /server-only/],
    [
      'an administrator’s action without a question',
      'app/admin/actions.ts',
      action.replace('userAction(', "permittedAction('a:b', "),
      /asked-act: payAction /,
    ],
    [
      'a list that chooses something by itself',
      'app/admin/users/roles.tsx',
      'export const x = <select name="role"><option>administrator</option></select>',
      /asking-form/,
    ],
    [
      'a button of the administrator’s that acts at once',
      'app/admin/users/sessions.tsx',
      'export const x = <form action={endSessionAction}><button>Log out</button></form>',
      /asking-form/,
    ],
  ])('%s', async (_name, path, text, said) => {
    expect(await faults(path, text)).toContainEqual(expect.stringMatching(said))
  })
})

describe('the rules say nothing against', () => {
  test.each([
    ['a page that asks for a session', 'app/dashboard/x/page.tsx', guarded],
    ['a page that asks for a permission', 'app/admin/users/page.tsx', allowed],
    ['a page for everyone', 'app/login/page.tsx', `export const metadata = {}\n${page}`],
    ['an action', 'app/x/actions.ts', action],
    [
      'an administrator’s action',
      'app/admin/actions.ts',
      action.replace('userAction(', "askedAction('a:b', "),
    ],
    [
      'a search of the administrator’s',
      'app/admin/users/page.tsx',
      `${allowed}export const x = <form action={ADMIN_USERS} />\n`,
    ],
    ['a handler', 'app/orders/route.ts', `export const dynamic = 'force-dynamic'\n${handler}`],
    [
      'an address of the API',
      'app/api/v1/orders/route.ts',
      'export const { GET, POST } = endpoints(list)\n',
    ],
    ['a doorway', 'lib/request/new.ts', "import 'server-only'\n"],
  ])('%s', async (_name, path, text) => {
    expect(await faults(path, text)).toEqual([])
  })
})

test('nothing but lib/base/env.ts names what lets a test replace a setting', () => {
  const product = ['app', 'cli', 'db', 'lib', 'scripts'].flatMap((folder) =>
    sourcesIn(folder, /(?<!\.test)\.(tsx?|mjs)$/),
  )
  const naming = product.filter(({ text }) => text.includes('forgetSettings'))
  expect(naming.map(({ path }) => path)).toEqual(['lib/base/env.ts'])
})
