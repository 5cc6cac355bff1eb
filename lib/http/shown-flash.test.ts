import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { givenSettings } from '@/tests/support/settings'
import { takeBackShownFlash } from './shown-flash'

const SHOWN = { [INTERNAL_HEADERS.flashShown]: 'yes' }
const ACCESS = '__Host-gh_access=token; Path=/; Max-Age=600; Secure; HttpOnly'
const FLASH = '__Host-gh_flash=done.others.12345678..script./x; Path=/; Max-Age=60; Secure'
const GONE = '__Host-gh_flash=; Path=/; Max-Age=0; Secure'

test('deletes the cookie of a flash that the answer shows, and no other', () => {
  expect(answer({ ...SHOWN, 'set-cookie': [ACCESS, FLASH] }).cookies).toEqual([ACCESS, GONE])
  expect(answer({ ...SHOWN, 'set-cookie': FLASH }).cookies).toEqual([GONE])
  expect(answer({ ...SHOWN, 'set-cookie': [GONE] }).cookies).toEqual([GONE])
  expect(answer(SHOWN)).toEqual({ cookies: undefined, isTold: false })
})

test('leaves the cookie of a flash that a later page shows', () => {
  expect(answer({ 'set-cookie': [ACCESS, FLASH] }).cookies).toEqual([ACCESS, FLASH])
})

test('keeps the header for the answer around it in a request of Next.js to itself', () => {
  expect(answer({ ...SHOWN, 'set-cookie': GONE }, true)).toEqual({ cookies: GONE, isTold: true })
})

function answer(headers: Record<string, string | string[]>, isOwn = false) {
  const res = new ServerResponse(new IncomingMessage(new Socket()))
  const settings = givenSettings({ APP_ORIGIN: 'https://accounts.example.com' })
  takeBackShownFlash(res, { isOwn, settings })
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.writeHead(200)
  return {
    cookies: res.getHeader('set-cookie'),
    isTold: res.hasHeader(INTERNAL_HEADERS.flashShown),
  }
}
