import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { userAction } from '@/lib/request/action'
import { requireRecentUser } from '@/lib/request/current-user'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenAuthenticator } from '@/tests/support/factors'
import { givenRequest, keptCookies } from '@/tests/support/next-request'
import { givenSession } from '@/tests/support/people'
import { changeSession, eventsOf, sessionRow, userIdOf } from '@/tests/support/rows'
import { issueTokens } from '@/lib/sessions/issue'
import { grave } from './grave'

vi.mock('next/headers', () => import('@/tests/support/next-request'))

useFreshDatabase()

const act = vi.fn(async (actor: Actor, _form: FormData) => actor.authTime)
const action = userAction(grave(act))

beforeEach(() => {
  act.mockClear()
})

/** Tokens of a user who logged in that many seconds ago. */
async function provedAgo(seconds: number) {
  await givenAccount()
  const userId = await userIdOf('ada@example.com')
  const { session } = await givenSession({ userId, now: new Date() })
  await changeSession(session.id, { authTime: new Date(Date.now() - seconds * 1000) })
  const tokens = await issueTokens(await sessionRow(session.id), new Date())
  givenRequest(tokens)
  return tokens
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

describe('a grave act', () => {
  test('is carried out for a user who logged in a short time ago', async () => {
    await provedAgo(290)
    await action(formOf({}))
    expect(act).toHaveBeenCalledOnce()
  })

  test('is not carried out later, and answers everything that was sent but passwords', async () => {
    await provedAgo(301)
    const sent = {
      role: 'support',
      sure: 'yes',
      'new-password': 'x',
      username: 'y',
      $ACTION_KEY: 'z',
    }
    expect(await action(formOf(sent))).toMatchObject({
      status: 'confirm-first',
      email: 'ada@example.com',
      fields: [
        ['role', 'support'],
        ['sure', 'yes'],
      ],
      error: null,
    })
    expect(act).not.toHaveBeenCalled()
  })

  test('is carried out with the password, and the browser keeps the token that proves it', async () => {
    const { access, refresh } = await provedAgo(301)
    const form = formOf({ role: 'support', password: PASSWORD })
    await action(form)
    expect(act).toHaveBeenCalledWith(expect.anything(), form)
    const kept = keptCookies()
    expect(kept.gh_refresh).toBe(refresh)
    expect(kept.gh_access).not.toBe(access)
    const proved = await act.mock.results[0]?.value
    expect(proved).toEqual(new Date(Number(decodeJwt(kept.gh_access ?? '').auth_time) * 1000))
    givenRequest({ access: kept.gh_access ?? '', refresh })
    await action(formOf({}))
    expect(act).toHaveBeenCalledTimes(2)
  })

  test('asks again after a wrong password, and after too many', async () => {
    const { access } = await provedAgo(301)
    const wrong = formOf({ role: 'support', password: 'not it at all' })
    for (let i = 0; i < 10; i += 1) {
      expect(await action(wrong)).toMatchObject({
        fields: [['role', 'support']],
        error: 'This password is incorrect.',
      })
    }
    const { error } = (await action(formOf({ password: PASSWORD }))) as { error: string }
    expect(error).toMatch(/^Too many attempts\. Try again in 1\d minutes\.$/)
    expect(act).not.toHaveBeenCalled()
    expect(keptCookies().gh_access).toBe(access)
  })

  test('asks nothing of forms that it is not about', async () => {
    await provedAgo(301)
    const sometimes = userAction(grave(act, { isGrave: (form) => form.has('role') }))
    await sometimes(formOf({}))
    expect(act).toHaveBeenCalledOnce()
    expect(await sometimes(formOf({ role: '' }))).toMatchObject({ status: 'confirm-first' })
  })

  test('ignores a password that is not needed', async () => {
    await provedAgo(1)
    await action(formOf({ password: 'not it at all' }))
    expect(act).toHaveBeenCalledOnce()
    expect(await eventsOf('authn_confirm_fail')).toEqual([])
  })
})

describe('an act that mends second factors', () => {
  const mending = userAction(grave(act, { mends: true }))

  /** A user with an authenticator app who logged in long ago, with a recovery code or without. */
  async function givenFactor(recoveryUntil: Date | null) {
    const { access } = await provedAgo(301)
    const found = await authenticate(access, 'web')
    if (!found.ok) throw new Error(found.reason)
    await givenAuthenticator(found.actor, new Date())
    await changeSession(found.session.id, { recoveryUntil })
  }
  const soon = () => new Date(Date.now() + 60_000)

  test('takes the password alone in a session that a recovery code began, and opens no other act', async () => {
    await givenFactor(soon())
    const { gh_access: before } = keptCookies()
    expect(await mending(formOf({}))).toMatchObject({
      status: 'confirm-first',
      words: { code: null },
    })
    await mending(formOf({ password: 'not it at all' }))
    expect(act).not.toHaveBeenCalled()
    await mending(formOf({ password: PASSWORD }))
    expect(act).toHaveBeenCalledOnce()
    expect(keptCookies().gh_access).toBe(before)
    const hint = { code: { label: 'Code' } }
    for (const fields of [{}, { password: PASSWORD }])
      expect(await action(formOf(fields))).toMatchObject({ words: hint })
    expect(await mending(formOf({}))).toMatchObject({ status: 'confirm-first' })
    expect(act).toHaveBeenCalledOnce()
  })

  test.each([
    ['an hour later', new Date(0)],
    ['in any other session', null],
  ])('asks for a code %s', async (_when, recoveryUntil) => {
    await givenFactor(recoveryUntil)
    for (const fields of [{}, { password: PASSWORD }]) {
      expect(await mending(formOf(fields))).toMatchObject({ words: { code: { label: 'Code' } } })
    }
    expect(act).not.toHaveBeenCalled()
  })
})

describe('requireRecentUser', () => {
  test('returns a user who logged in a short time ago', async () => {
    const { userId } = await provedAgo(290)
    expect(await requireRecentUser()).toMatchObject({ userId })
  })

  test('leads other users over the confirmation, and visitors to the log-in page', async () => {
    await provedAgo(301)
    await expect(requireRecentUser()).rejects.toMatchObject({
      digest: expect.stringContaining('/confirm?next=%2Fdashboard') as string,
    })
    givenRequest()
    await expect(requireRecentUser()).rejects.toMatchObject({
      digest: expect.stringContaining('/login?next=%2Fdashboard') as string,
    })
  })
})
