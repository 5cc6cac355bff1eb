/** What a browser learns when it trades its cookies, and which cookies it keeps. */
import { expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { givenRequest, keptCookies } from '@/tests/support/next-request'
import { givenSession } from '@/tests/support/people'
import { changeSession, sessionRow } from '@/tests/support/rows'
import { refreshCookies } from './refresh-cookies'

vi.mock('next/headers', () => import('@/tests/support/next-request'))

useFreshDatabase()

/** A browser whose session has ended for this reason. */
async function givenEnded(endReason: 'logged-out' | 'replaced'): Promise<string> {
  const now = new Date()
  const { session, tokens } = await givenSession({ now })
  await changeSession(session.id, { endedAt: now, endReason })
  givenRequest({ refresh: tokens.refresh })
  return tokens.refresh
}

test('a browser without a refresh cookie has none to trade', async () => {
  givenRequest()
  expect(await refreshCookies()).toEqual({ status: 'none' })
})

test('a browser whose session has ended learns that, and keeps no cookies of it', async () => {
  await givenEnded('logged-out')
  expect(await refreshCookies()).toEqual({ status: 'ended' })
  expect(keptCookies()).toMatchObject({ gh_access: '', gh_refresh: '' })
})

test('a browser that is about to get the cookies of another session keeps its own', async () => {
  const refresh = await givenEnded('replaced')
  expect(await refreshCookies()).toEqual({ status: 'replaced' })
  expect(keptCookies()).toEqual({ gh_refresh: refresh })
})

test('a browser whose other tab has just traded its cookies keeps those', async () => {
  const { session, tokens } = await givenSession({ now: new Date() })
  const { access, refresh, accessExpiresAt } = tokens
  givenRequest({ access, refresh })
  expect(await refreshCookies()).toEqual({ status: 'refreshed', accessExpiresAt })
  expect(keptCookies()).toEqual({ gh_access: access, gh_refresh: refresh })
  expect(await sessionRow(session.id)).toMatchObject({ generation: 0 })
})
