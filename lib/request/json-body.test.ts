import { beforeAll, describe, expect, test } from 'vitest'
import { logInBody, refreshBody, revokeBody } from '@/lib/api/schemas'
import { newSecret } from '@/tests/support/settings'
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

// The language of a fault depends on the settings.
beforeAll(() => {
  process.env.AUTH_SECRET = newSecret()
})

describe('a body', () => {
  test.each([['application/json'], ['application/json; charset=utf-8'], ['Application/JSON']])(
    'is read with the content type %s',
    async (type) => {
      const value = { email: 'ada@example.com', password: 'x' }
      expect(await read(GOOD, type)).toEqual({ ok: true, value })
    },
  )

  test.each(['text/plain', 'application/jsonx', FORM, ''])('is refused as %j', async (type) => {
    expect(await read(GOOD, type)).toEqual({ ok: false, code: 'unsupported-media-type' })
  })

  test.each([
    ['a member named twice', GOOD.replace('{', '{"password":"y",')],
    ['a member named twice in another spelling', GOOD.replace('{', '{"pass\\u0077ord":"y",')],
    ['broken JSON', '{'],
    ['two values', `${GOOD}${GOOD}`],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['an unknown member', GOOD.replace('{', '{"role":"administrator",')],
  ])('is refused: %s', async (_name, body) => {
    expect(await read(body)).toMatchObject(INVALID)
  })

  test('is refused when it is not UTF-8', async () => {
    expect(await read(Buffer.from(GOOD.replace('@', '\u00ff@'), 'latin1'))).toMatchObject(INVALID)
    expect(await read(Buffer.from(GOOD.replace('@', '\u00ff@'), 'utf8'))).toMatchObject({
      ok: true,
    })
  })

  test('is not read when its Content-Length exceeds 16 KiB', async () => {
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

  test('may be a form only where the endpoint accepts one, with each field once', async () => {
    expect(await read('token=x', FORM, true)).toEqual({ ok: true, value: { token: 'x' } })
    expect(await read('token=x&token=y', FORM, true)).toMatchObject(INVALID)
    expect(await read('token=x&other=y', FORM, true)).toMatchObject(INVALID)
    expect(await read('token=x', FORM)).toMatchObject({ code: 'unsupported-media-type' })
  })
})

test('the faults of a body are in the language that its request asks for', async () => {
  const readAs = (language: string, body: string) => {
    const headers = { 'content-type': 'application/json', 'accept-language': language }
    return readBody(
      new Request('http://localhost/', { method: 'POST', headers, body }),
      logInBody,
      false,
    )
  }
  expect(await readAs('de-CH, en;q=0.5', '{')).toMatchObject({
    faults: [{ field: '', message: expect.stringContaining('kein JSON-Objekt') as string }],
  })
  expect(await readAs('de', GOOD.replace('"x"', '7'))).toMatchObject({
    faults: [{ field: 'password', message: 'Sende hier einen Text.' }],
  })
  expect(await readAs('fr', GOOD.replace('"x"', '7'))).toMatchObject({
    faults: [{ field: 'password', message: 'Send text here.' }],
  })
})

test('no body schema accepts an unknown member', () => {
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
