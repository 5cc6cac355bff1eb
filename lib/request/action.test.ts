import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/sessions/authenticate'
import { useFreshDatabase } from '@/tests/support/database'
import { givenRequest, keptCookies } from '@/tests/support/next-request'
import { givenRole, givenSession } from '@/tests/support/people'
import { changeSession, changeUser, eventsOf } from '@/tests/support/rows'
import { publicAction, permittedAction, userAction } from './action'

vi.mock('next/headers', () => import('@/tests/support/next-request'))

useFreshDatabase()

const ELSEWHERE = { origin: 'https://evil.example' }
const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const toLogIn = { digest: expect.stringContaining('/login?next=%2Fdashboard') as string }

const act = vi.fn(async (..._args: unknown[]) => 'done')
const calledWith = () => act.mock.calls[0] ?? []
const fields = () => [...(calledWith().at(-1) as FormData)]
const form = new FormData()
form.append('email', 'ada@example.com')

beforeEach(() => {
  act.mockClear()
  givenRequest()
})

/** A living session. */
const session = () => givenSession({ now: new Date() })

describe('an action for everyone', () => {
  const open = publicAction(act)

  test('gets its form, alone or after its previous state', async () => {
    expect(await open(form)).toBe('done')
    expect(await open({ status: 'idle' }, form)).toBe('done')
    expect(act.mock.calls).toEqual([[form], [form]])
  })

  test.each([
    ['nothing', []],
    ['JSON in place of the form', [{}, { email: 'x', get: 'y' }]],
    ['a form that is not last', [form, {}]],
    ['text', ['x', 'y']],
    ['null', [null, null]],
    ['too many arguments', [1, 2, 3, 4, 5]],
  ])('treats %s as an empty form', async (_name, args) => {
    expect(await open(...args)).toBe('done')
    expect(fields()).toEqual([])
  })

  test('is refused for a page of another site and for a request without an origin', async () => {
    for (const headers of [ELSEWHERE, { origin: 'null' }, {}, { 'sec-fetch-site': 'cross-site' }]) {
      givenRequest({ headers })
      await expect(open(form)).rejects.toMatchObject(NOT_FOUND)
    }
    expect(act).not.toHaveBeenCalled()
  })
})

describe('an action for signed-in users', () => {
  const theirs = userAction(act)

  test('identifies the user by the access token', async () => {
    const { tokens, userId } = await session()
    givenRequest(tokens)
    await theirs(form)
    expect(act).toHaveBeenCalledWith(expect.objectContaining({ userId }), form)
  })

  test('identifies the user by the refresh token too, and keeps the new tokens', async () => {
    const { tokens, userId } = await session()
    givenRequest({ refresh: tokens.refresh })
    await theirs(form)
    expect((calledWith()[0] as Actor).userId).toBe(userId)
    expect(keptCookies().gh_refresh).not.toBe(tokens.refresh)
    expect(Object.keys(keptCookies()).sort()).toEqual(['gh_access', 'gh_refresh'])
  })

  test('redirects visitors and users of ended sessions to the log-in page', async () => {
    await expect(theirs(form)).rejects.toMatchObject(toLogIn)
    const { tokens, session: row } = await session()
    await changeSession(row.id, { endedAt: new Date() })
    givenRequest(tokens)
    await expect(theirs(form)).rejects.toMatchObject(toLogIn)
    expect(act).not.toHaveBeenCalled()
    const { gh_access: access, gh_refresh: refresh } = keptCookies()
    expect([access, refresh].join('')).toBe('')
  })

  test('is refused for a page of another site, even with a session', async () => {
    const { tokens } = await session()
    givenRequest({ ...tokens, headers: ELSEWHERE })
    await expect(theirs(form)).rejects.toMatchObject(NOT_FOUND)
    expect(act).not.toHaveBeenCalled()
  })
})

describe('an action that requires a permission', () => {
  const permitted = permittedAction('users:disable', act)

  test('is carried out for a user who has the permission', async () => {
    const { tokens, userId } = await session()
    await givenRole(userId, 'administrator')
    givenRequest(tokens)
    await permitted(form)
    expect(act).toHaveBeenCalledWith(expect.objectContaining({ userId }), form)
  })

  test('answers 404 to other users, and records the attempt', async () => {
    const { tokens, userId } = await session()
    givenRequest(tokens)
    await expect(permitted(form)).rejects.toMatchObject(NOT_FOUND)
    expect(act).not.toHaveBeenCalled()
    expect(await eventsOf('authz_fail')).toMatchObject([{ userId }])
  })

  test('redirects an administrator who was just disabled to the log-in page', async () => {
    const { tokens, userId } = await session()
    await givenRole(userId, 'administrator')
    await changeUser(userId, { disabledAt: new Date() })
    givenRequest(tokens)
    await expect(permitted(form)).rejects.toMatchObject(toLogIn)
    expect(act).not.toHaveBeenCalled()
  })
})
