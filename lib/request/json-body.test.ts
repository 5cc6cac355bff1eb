import { describe, expect, test } from 'vitest'
import { logInBody, refreshBody, revokeBody } from '@/lib/api/schemas'
import { bearerToken } from './bearer-user'
import { readBody } from './json-body'

const GOOD = '{"email":"ada@example.com","password":"x"}'
const FORM = 'application/x-www-form-urlencoded'

function read(body: BodyInit, type: string | null = 'application/json', takesForms = false) {
  const headers = { ...(type ? { 'content-type': type } : {}) }
  const request = new Request('http://localhost/', { method: 'POST', headers, body })
  return readBody(request, takesForms ? revokeBody : logInBody, takesForms)
}

const INVALID = { ok: false, code: 'invalid-request' }

describe('a body', () => {
  test.each([['application/json'], ['application/json; charset=utf-8'], ['Application/JSON']])(
    'is read as %s',
    async (type) => {
      const value = { email: 'ada@example.com', password: 'x' }
      expect(await read(GOOD, type)).toEqual({ ok: true, value })
    },
  )

  test.each(['text/plain', 'application/jsonx', FORM, ''])('is not read as %j', async (type) => {
    expect(await read(GOOD, type)).toEqual({ ok: false, code: 'unsupported-media-type' })
  })

  test.each([
    ['a member named twice', GOOD.replace('{', '{"password":"y",')],
    ['a member named twice in another spelling', GOOD.replace('{', '{"pass\\u0077ord":"y",')],
    ['what is no JSON', '{'],
    ['two values', `${GOOD}${GOOD}`],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['a member that is not asked for', GOOD.replace('{', '{"role":"administrator",')],
  ])('that is %s is refused', async (_name, body) => {
    expect(await read(body)).toMatchObject(INVALID)
  })

  test('that is no UTF-8 is refused', async () => {
    expect(await read(Buffer.from(GOOD.replace('@', '\u00ff@'), 'latin1'))).toMatchObject(INVALID)
    expect(await read(Buffer.from(GOOD.replace('@', '\u00ff@'), 'utf8'))).toMatchObject({
      ok: true,
    })
  })

  test('that says it is longer than 16 KiB is not read', async () => {
    const request = (length: number) =>
      new Request('http://localhost/', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': String(length) },
        body: GOOD,
      })
    const tooLarge = { ok: false, code: 'too-large' }
    expect(await readBody(request(16 * 1024 + 1), logInBody, false)).toEqual(tooLarge)
    expect(await readBody(request(16 * 1024), logInBody, false)).toMatchObject({ ok: true })
  })

  test('is a form only where that is taken, and names each field once', async () => {
    expect(await read('token=x', FORM, true)).toEqual({ ok: true, value: { token: 'x' } })
    expect(await read('token=x&token=y', FORM, true)).toMatchObject(INVALID)
    expect(await read('token=x&other=y', FORM, true)).toMatchObject(INVALID)
    expect(await read('token=x', FORM)).toMatchObject({ code: 'unsupported-media-type' })
  })
})

test('no body takes a member that it does not know', () => {
  const bodies = [
    [logInBody, { email: 'a', password: 'b' }],
    [refreshBody, { refresh_token: 'a' }],
    [revokeBody, { token: 'a' }],
  ] as const
  for (const [schema, good] of bodies) {
    expect(schema.safeParse(good).success).toBe(true)
    expect(schema.safeParse({ ...good, kind: 'web' }).success).toBe(false)
  }
})

test.each([
  [null, null],
  ['', null],
  ['Bearer', null],
  ['Bearer ', null],
  ['Basic abc', null],
  ['abc', null],
  ['Bearerabc', null],
  ['x Bearer abc', null],
  ['Bearer abc', 'abc'],
  ['bearer   abc', 'abc'],
  ['Bearer a, Bearer b', 'a, Bearer b'],
])('the token of the header %j is %j', (header, token) => {
  expect(bearerToken(header)).toBe(token)
})
