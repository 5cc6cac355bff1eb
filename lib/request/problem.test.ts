import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PROBLEMS, type ProblemCode } from '@/lib/api/problems'
import { forgetSettings } from '@/lib/base/env'
import { LOCALES } from '@/lib/base/locales'
import { newSecret } from '@/tests/support/settings'
import { problem } from './problem'

const before = { ...process.env }

const ENGLISH = 'The session of this token has ended. Log in again.'
const GERMAN = 'Die Sitzung dieses Tokens ist beendet. Melde dich noch einmal an.'

beforeEach(() => given())

afterEach(() => {
  process.env = { ...before }
  forgetSettings()
})

function given(settings: Record<string, string> = {}): void {
  Object.assign(process.env, { AUTH_SECRET: newSecret(), ...settings })
  forgetSettings()
}

async function answerTo(language: string | null, code: ProblemCode = 'session-ended') {
  const headers = new Headers(language === null ? {} : { 'accept-language': language })
  const answer = problem({ headers }, code)
  // Safe: the body of every problem is an object.
  return { headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
}

describe('a problem', () => {
  test.each([
    [null, 'en', ENGLISH],
    ['', 'en', ENGLISH],
    ['en-GB', 'en', ENGLISH],
    ['de', 'de', GERMAN],
    ['de-AT, en;q=0.8', 'de', GERMAN],
    ['fr, de;q=0.5, en;q=0.4', 'de', GERMAN],
    ['fr', 'en', ENGLISH],
    ['*', 'en', ENGLISH],
    [';;;=, ,', 'en', ENGLISH],
  ])('for a client that sends Accept-Language %j is in %s', async (sent, locale, detail) => {
    const { headers, body } = await answerTo(sent)
    expect(body).toEqual({
      type: 'http://localhost:3000/docs/api#session-ended',
      status: 401,
      title: PROBLEMS['session-ended'].title,
      detail,
      code: 'session-ended',
      error: 'invalid_token',
    })
    expect(headers.get('content-language')).toBe(locale)
    expect(headers.get('vary')).toBe('Accept-Language')
    expect(headers.get('www-authenticate')).toContain(PROBLEMS['session-ended'].title)
  })

  test('is in DEFAULT_LANGUAGE for a client that asks for no language of ours', async () => {
    given({ DEFAULT_LANGUAGE: 'de' })
    for (const sent of [null, 'fr', '*']) expect((await answerTo(sent)).body.detail).toBe(GERMAN)
    expect((await answerTo('en')).body.detail).toBe(ENGLISH)
  })

  test('of every code has a detail in every language, each in words of its own', async () => {
    // Safe because the object has exactly the keys of its type.
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      const details = new Set<unknown>()
      for (const locale of LOCALES) {
        const { body } = await answerTo(locale, code)
        expect(body, code).toMatchObject({ code, title: PROBLEMS[code].title })
        expect(body.detail, code).toMatch(/^\p{L}|^[“„]/u)
        details.add(body.detail)
      }
      expect(details.size, code).toBe(LOCALES.length)
    }
  })
})
