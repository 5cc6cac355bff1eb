import { NextRequest } from 'next/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/tests/support/database'
import { givenRequest, keptCookies } from '@/tests/support/next-request'
import { givenSession } from '@/tests/support/people'
import { userRow } from '@/tests/support/rows'
import { POST } from './route'

vi.mock('next/headers', () => import('@/tests/support/next-request'))

useFreshDatabase()
beforeEach(() => givenRequest())

const ORIGIN = 'http://localhost:3000'

function choose(body: string, headers: Record<string, string> = {}) {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const sent = { method: 'POST', headers: { ...type, origin: ORIGIN, ...headers }, body }
  return POST(new NextRequest(`${ORIGIN}/preferences`, sent))
}

const placeAfter = async (referer?: string) =>
  (await choose('theme=dark', referer === undefined ? {} : { referer })).headers.get('location')

test('a choice is kept, and leads back to its page', async () => {
  const answer = await choose('theme=dark', { referer: `${ORIGIN}/login?next=%2Fadmin` })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(`${ORIGIN}/login?next=%2Fadmin`)
  expect(keptCookies()).toEqual({ gh_theme: 'dark' })
  await choose('theme=system')
  expect(keptCookies()).toEqual({ gh_theme: '' })
})

test('a language is kept in the account of a user who is logged in', async () => {
  const { tokens, userId } = await givenSession({ now: new Date() })
  givenRequest(tokens)
  await choose('locale=de')
  expect(keptCookies().gh_locale).toBe('de')
  expect((await userRow(userId))?.locale).toBe('de')
})

test('another site can neither choose nor redirect', async () => {
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }]) {
    expect((await choose('locale=de', headers)).status).toBe(403)
  }
  expect(keptCookies()).toEqual({})
  for (const referer of ['https://evil.example/x', `${ORIGIN}//evil.example`, 'nonsense', '']) {
    expect(await placeAfter(referer), referer).toBe(`${ORIGIN}/`)
  }
  expect(await placeAfter()).toBe(`${ORIGIN}/`)
})

test.each([
  '',
  'locale=xx',
  'theme=red',
  'locale=__proto__',
  '\u0000=%zz',
  'theme=light&theme=dark',
])('the form %j changes nothing that is not ours', async (body) => {
  expect((await choose(body)).status).toBe(303)
  const kept = keptCookies()
  expect([undefined, 'light']).toContain(kept.gh_theme)
  expect(kept.gh_locale).toBeUndefined()
})

test('a body that is no form chooses nothing', async () => {
  const answer = await choose('{"locale":"de"}', { 'content-type': 'application/json' })
  expect(answer.status).toBe(303)
  expect(keptCookies()).toEqual({})
})
