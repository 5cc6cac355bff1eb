import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { UserId } from '@/lib/base/ids'
import { useFreshDatabase } from '@/tests/support/database'
import { givenRequest } from '@/tests/support/next-request'
import { givenRole, givenSession } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { requireUser } from './current-user'
import { requirePermission, withPermission } from './permission'

vi.mock('next/headers', () => import('@/tests/support/next-request'))
// Work that follows the answer needs Next.js, which does not run here.
vi.mock('next/server', async (original) => ({
  ...(await original<typeof import('next/server')>()),
  after: () => undefined,
}))

useFreshDatabase()

const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const leadsTo = (path: string) => ({ digest: expect.stringContaining(path) as string })

async function given(role?: string): Promise<UserId> {
  const { tokens, userId } = await givenSession({ now: new Date() })
  if (role) await givenRole(userId, role)
  givenRequest(tokens)
  return userId
}

beforeEach(() => givenRequest())

describe('a page', () => {
  test('is for signed-in users, and redirects visitors to the log-in page', async () => {
    await expect(requireUser()).rejects.toMatchObject(leadsTo('/login?next=%2Fdashboard'))
    const userId = await given()
    expect(await requireUser()).toMatchObject({ userId })
  })

  test('that requires a permission answers 404 to users without it', async () => {
    await expect(requirePermission('users:read')).rejects.toMatchObject(leadsTo('/login?'))
    const userId = await given()
    await expect(requirePermission('users:read')).rejects.toMatchObject(NOT_FOUND)
    expect(await eventsOf('authz_fail')).toMatchObject([{ userId }])
    await givenRole(userId, 'administrator')
    expect(await requirePermission('users:read')).toMatchObject({ userId })
  })
})

describe('a handler that requires a permission', () => {
  const answer = vi.fn(async () => new Response('rows'))
  const handler = withPermission('audit:read', answer)
  const get = (headers = {}) =>
    handler(new Request('http://localhost:3000/admin/audit/export', { headers }))

  beforeEach(() => answer.mockClear())

  test('answers users who have the permission', async () => {
    await given('administrator')
    expect(await (await get()).text()).toBe('rows')
    for (const site of ['same-origin', 'none']) {
      expect((await get({ 'sec-fetch-site': site })).status).toBe(200)
    }
  })

  test('answers 401 to visitors and 403 to users without the permission, and records the latter', async () => {
    expect((await get()).status).toBe(401)
    const userId = await given()
    expect((await get()).status).toBe(403)
    expect(answer).not.toHaveBeenCalled()
    expect(await eventsOf('authz_fail')).toMatchObject([{ userId }])
  })

  test('answers 403 to a link on another site, even for an administrator', async () => {
    await given('administrator')
    const refused = await get({ 'sec-fetch-site': 'cross-site' })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'cross-site' })
    expect(answer).not.toHaveBeenCalled()
  })
})
