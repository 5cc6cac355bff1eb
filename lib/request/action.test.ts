import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/sessions/authenticate'
import { useFreshDatabase } from '@/tests/support/database'
import { givenRequest, keptCookies } from '@/tests/support/next-request'
import { givenRole, givenSession } from '@/tests/support/people'
import { changeSession, changeUser, eventsOf } from '@/tests/support/rows'
import { openAction, permittedAction, userAction } from './action'

vi.mock('next/headers', () => import('@/tests/support/next-request'))

useFreshDatabase()

const ELSEWHERE = { origin: 'https://evil.example' }
const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
const toLogIn = { digest: expect.stringContaining('/login?next=%2Fdashboard') as string }

const act = vi.fn(async (..._args: unknown[]) => 'done')
const fields = () => [...(act.mock.calls[0]?.at(-1) as FormData)]
const form = new FormData()
form.append('email', 'ada@example.com')

beforeEach(() => {
  act.mockClear()
  givenRequest()
})

/** A session that lives now. */
const session = () => givenSession({ now: new Date() })

describe('an action for everyone', () => {
  const open = openAction(act)

  test('gets its form, alone or behind its last answer', async () => {
    expect(await open(form)).toBe('done')
    expect(await open({ status: 'idle' }, form)).toBe('done')
    expect(act.mock.calls).toEqual([[form], [form]])
  })

  test.each([
    ['nothing', []],
    ['JSON in place of the form', [{}, { email: 'x', get: 'y' }]],
    ['a form that does not stand last', [form, {}]],
    ['text', ['x', 'y']],
    ['null', [null, null]],
    ['too many', [1, 2, 3, 4, 5]],
  ])('takes %s for an empty form', async (_name, args) => {
    expect(await open(...args)).toBe('done')
    expect(fields()).toEqual([])
  })

  test('is not carried out for a page of another site, or for what says nothing', async () => {
    for (const headers of [ELSEWHERE, { origin: 'null' }, {}, { 'sec-fetch-site': 'cross-site' }]) {
      givenRequest({ headers })
      await expect(open(form)).rejects.toMatchObject(NOT_FOUND)
    }
    expect(act).not.toHaveBeenCalled()
  })
})

describe('an action for people who are signed in', () => {
  const theirs = userAction(act)

  test('knows who it is, by the access token', async () => {
    const { tokens, userId } = await session()
    givenRequest(tokens)
    await theirs(form)
    expect(act).toHaveBeenCalledWith(expect.objectContaining({ userId }), form)
  })

  test('knows them by the refresh token too, and keeps what it was traded for', async () => {
    const { tokens, userId } = await session()
    givenRequest({ refresh: tokens.refresh })
    await theirs(form)
    expect((act.mock.calls[0]?.[0] as Actor).userId).toBe(userId)
    expect(keptCookies().gh_refresh).not.toBe(tokens.refresh)
    expect(Object.keys(keptCookies()).sort()).toEqual(['gh_access', 'gh_refresh'])
  })

  test('leads visitors, and people whose session has ended, to the log-in page', async () => {
    await expect(theirs(form)).rejects.toMatchObject(toLogIn)
    const { tokens, session: row } = await session()
    await changeSession(row.id, { endedAt: new Date() })
    givenRequest(tokens)
    await expect(theirs(form)).rejects.toMatchObject(toLogIn)
    expect(act).not.toHaveBeenCalled()
    const { gh_access: access, gh_refresh: refresh } = keptCookies()
    expect([access, refresh].join('')).toBe('')
  })

  test('is not carried out for a page of another site, whoever is signed in', async () => {
    const { tokens } = await session()
    givenRequest({ ...tokens, headers: ELSEWHERE })
    await expect(theirs(form)).rejects.toMatchObject(NOT_FOUND)
    expect(act).not.toHaveBeenCalled()
  })
})

describe('an action that takes a permission', () => {
  const permitted = permittedAction('users:disable', act)

  test('is for those who have it', async () => {
    const { tokens, userId } = await session()
    await givenRole(userId, 'administrator')
    givenRequest(tokens)
    await permitted(form)
    expect(act).toHaveBeenCalledWith(expect.objectContaining({ userId }), form)
  })

  test('is not there for others, and that they tried is written down', async () => {
    const { tokens, userId } = await session()
    givenRequest(tokens)
    await expect(permitted(form)).rejects.toMatchObject(NOT_FOUND)
    expect(act).not.toHaveBeenCalled()
    expect(await eventsOf('authz_fail')).toMatchObject([{ userId }])
  })

  test('is not there for somebody who was disabled a moment ago', async () => {
    const { tokens, userId } = await session()
    await givenRole(userId, 'administrator')
    await changeUser(userId, { disabledAt: new Date() })
    givenRequest(tokens)
    await expect(permitted(form)).rejects.toMatchObject(toLogIn)
    expect(act).not.toHaveBeenCalled()
  })
})
