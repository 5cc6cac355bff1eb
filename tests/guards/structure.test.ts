import { describe, expect, test } from 'vitest'
import { sourcesIn, type Source } from '../support/sources'
import {
  faultOfApiHandler,
  faultOfDoorway,
  faultOfHandler,
  faultOfPage,
  faultOfServerFile,
  faultOfStreaming,
} from './rules'

const sources = [...sourcesIn('app', /\.tsx?$/), ...sourcesIn('lib', /\.tsx?$/)]

type Rule = (source: Source) => string | null

const faults = (rule: Rule) =>
  sources.flatMap((source) => {
    const fault = rule(source)
    return fault ? [`${source.path} ${fault}`] : []
  })

describe('the rules hold for every file:', () => {
  test.each([
    ["'use server' stands where it belongs", faultOfServerFile],
    ['every protected page asks who is there', faultOfPage],
    ['nothing streams above a guard', faultOfStreaming],
    ['the doorway stays on the server', faultOfDoorway],
    ['no handler answers at a closed address', faultOfHandler],
    ['the API answers by its table of operations', faultOfApiHandler],
  ])('%s', (_name, rule) => {
    expect(faults(rule)).toEqual([])
  })

  test('and there are files to hold them against', () => {
    const paths = sources.map((source) => source.path)
    expect(paths).toContain('app/dashboard/page.tsx')
    expect(paths.filter((path) => path.endsWith('/actions.ts')).length).toBeGreaterThan(3)
  })
})

test('nothing but lib/env.ts names what lets a test replace a setting', () => {
  const product = ['app', 'cli', 'db', 'lib', 'scripts'].flatMap((folder) =>
    sourcesIn(folder, /(?<!\.test)\.(tsx?|mjs)$/),
  )
  const naming = product.filter(({ text }) => text.includes('forgetSettings'))
  expect(naming.map(({ path }) => path)).toEqual(['lib/env.ts'])
})

describe('the rules find', () => {
  const page = 'export default async function Page() {\n  return <p>secret</p>\n}\n'
  const action =
    "'use server'\n\nexport const renameAction = userAction(async (actor, form) => {\n  await save(form)\n})\n"
  const bare = action
    .replace(
      'const renameAction = userAction(async (actor, form) =>',
      'async function renameAction()',
    )
    .replace('})', '}')
  const handler = "export const GET = withPermission('users:read', answer)\n"

  test.each<[string, Rule, string, string]>([
    ['a page without a guard', faultOfPage, 'app/dashboard/new/page.tsx', page],
    ['a page outside of the dashboard', faultOfPage, 'app/(shop)/orders/page.tsx', page],
    [
      'a guard that is a comment',
      faultOfPage,
      'app/orders/page.tsx',
      page.replace('{\n', '{\n  // await requireUser()\n'),
    ],
    ['a handler that asks nobody', faultOfHandler, 'app/orders/route.ts', 'export {}'],
    [
      'a handler of which one method asks nobody',
      faultOfHandler,
      'app/orders/route.ts',
      `${handler}export const POST = save\n`,
    ],
    [
      'an address of the API that asks nobody',
      faultOfApiHandler,
      'app/api/v1/orders/route.ts',
      'export async function GET() {\n  return Response.json(all)\n}\n',
    ],
    [
      'an administrator’s page that asks for a session alone',
      faultOfPage,
      'app/admin/page.tsx',
      page.replace('{\n', '{\n  const user = await requireUser()\n'),
    ],
    [
      'an administrator’s action that asks for a session alone',
      faultOfServerFile,
      'app/admin/actions.ts',
      action,
    ],
    [
      'a guard that comes too late',
      faultOfPage,
      'app/admin/page.tsx',
      page.replace('{\n', '{\n  const all = await users()\n  await requireUser()\n'),
    ],
    [
      'a page that is no async function',
      faultOfPage,
      'app/dashboard/x/page.tsx',
      'export default () => null',
    ],
    ['an action that the doorway did not make', faultOfServerFile, 'app/x/actions.ts', bare],
    ["'use server' in lib", faultOfServerFile, 'lib/users/rename.ts', action],
    [
      "'use server' inside of a function",
      faultOfServerFile,
      'app/x/page.tsx',
      "f(async () => {\n  'use server'\n})",
    ],
    ["an actions.ts without 'use server'", faultOfServerFile, 'app/x/actions.ts', 'export {}'],
    [
      'an export that is no action',
      faultOfServerFile,
      'app/x/actions.ts',
      `${action}export const mint = sign\n`,
    ],
    ['a loading page', faultOfStreaming, 'app/dashboard/loading.tsx', page],
    ['a layout that streams', faultOfStreaming, 'app/dashboard/layout.tsx', '<Suspense>'],
    ['a doorway without its mark', faultOfDoorway, 'lib/request/new.ts', 'export const x = 1'],
  ])('%s', (_name, rule, path, text) => {
    expect(rule({ path, text })).not.toBeNull()
  })

  test('nothing against a page and an action as they should be', () => {
    const good = page.replace('{\n', '{\n  const user = await requireUser()\n')
    expect(faultOfPage({ path: 'app/dashboard/x/page.tsx', text: good })).toBeNull()
    expect(faultOfServerFile({ path: 'app/x/actions.ts', text: action })).toBeNull()
    const allowed = page.replace('{\n', "{\n  await requirePermission('users:read')\n")
    expect(faultOfPage({ path: 'app/admin/users/page.tsx', text: allowed })).toBeNull()
    const mayAct = action.replace('userAction(', "permittedAction('a:b', ")
    expect(faultOfServerFile({ path: 'app/admin/actions.ts', text: mayAct })).toBeNull()
    expect(faultOfHandler({ path: 'app/orders/route.ts', text: handler })).toBeNull()
  })
})
