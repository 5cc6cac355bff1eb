import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { givenApp } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { allowReturn, speakAsAsked } from './oauth-pages'

useFreshDatabase()

const SELF = "form-action 'self'"

/** The `form-action` of the log-in page that leads to `next`. */
async function formAction(next: string): Promise<unknown> {
  const req = new IncomingMessage(new Socket())
  req.url = `/login?next=${encodeURIComponent(next)}`
  const res = new ServerResponse(req)
  res.setHeader('content-security-policy', SELF)
  await allowReturn(req, res)
  return res.getHeader('content-security-policy')
}

test('the log-in page may lead on to the registered address of an application, and to no other', async () => {
  const { app } = await givenApp({ redirectUris: ['https://orders.example/callback'] })
  const to = (address: string, id: string = app.id) =>
    `/oauth/authorize?${new URLSearchParams({ client_id: id, redirect_uri: address })}`
  expect(await formAction(to('https://orders.example/callback'))).toBe(
    `${SELF} https://orders.example`,
  )
  for (const next of [
    to('https://evil.example/callback'),
    to('https://orders.example/callback/more'),
    to('https://orders.example/callback', 'app_unknown'),
    `https://evil.example${to('https://orders.example/callback')}`,
    '/oauth/authorize/unknown',
    '/dashboard',
  ]) {
    expect(await formAction(next), next).toBe(SELF)
  }
})

test('the log-in page is served whatever it should lead to', async () => {
  for (const next of ['http://[', '//', '', '%', 'https://a b']) {
    expect(await formAction(next), next).toBe(SELF)
  }
})

/** The language that the page at `url` is asked to speak. */
async function askedLanguage(url: string): Promise<unknown> {
  const req = new IncomingMessage(new Socket())
  req.url = url
  await speakAsAsked(req)
  return req.headers[INTERNAL_HEADERS.locale]
}

test.each([
  ['/oauth/authorize?ui_locales=de', 'de'],
  ['/oauth/authorize?ui_locales=fr%20de-AT%20en', 'de'],
  ['/device?user_code=A&ui_locales=de', 'de'],
  ['/login?next=%2Foauth%2Fauthorize%3Fui_locales%3Dde', 'de'],
  ['/login?next=%2Fdevice%3Fui_locales%3Dde', 'de'],
  ['/oauth/authorize?ui_locales=fr', undefined],
  ['/oauth/authorize?ui_locales=de%3Bq%3D0', undefined],
  ['/login?ui_locales=de', undefined],
  ['/login?next=http%3A%2F%2F%5B', undefined],
  ['/dashboard?ui_locales=de', undefined],
])('the page %s speaks %s', async (url, locale) => {
  expect(await askedLanguage(url)).toBe(locale)
})
