import { DrizzleQueryError } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { newRequestId, newSessionId } from '@/lib/base/ids'
import { logged, loggedLines } from '@/tests/support/log'
import { consoleToLog } from './console'
import { log, openLog } from './log'
import { masked, sessionHash } from './mask'
import { inRequest } from './request-context'

const TOKEN = 'eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.eyJzdWIiOiJ1c3JfYSJ9.c2lnbmF0dXJlLXNpZ25hdHVyZQ'
const HASH = `$2b$12$${'a'.repeat(53)}`

const last = () => loggedLines().at(-1)

describe('a log line', () => {
  test('has time, level, message and request id', () => {
    const requestId = newRequestId()
    inRequest({ requestId, session: null }, () => log.info('All is well', { count: 3 }))
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      msg: 'All is well',
      requestId,
      count: 3,
    })
    log.info('Outside of a request')
    expect(last()).not.toHaveProperty('requestId')
  })

  test.each([
    'a\r\nb',
    '\u001b[31mred\u001b[0m',
    '"}\n{"level":"fatal',
    '\\"',
    '\u2028\u0000\ud800',
  ])('is one line of JSON whatever text it holds: %j', (text) => {
    const lines: string[] = []
    openLog({ write: (line) => void lines.push(line) })
    log.warn(text, { path: text })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^[^\r\n\u001b]+\n$/)
    const line = JSON.parse(lines[0] ?? '') as object
    expect(line).toMatchObject({ level: 'warn', msg: text })
  })
})

describe('a logged error', () => {
  test('has its place in the code and its causes', () => {
    logged('error')
    const cause = Object.assign(new Error('no such host'), { code: 'ENOTFOUND' })
    log.error('It broke', { err: new TypeError('not today', { cause }) })
    expect(last()?.err).toMatchObject({
      type: 'TypeError',
      message: 'not today',
      stack: expect.stringMatching(/^\s+at .*log\.test\.ts/) as string,
      cause: { type: 'Error', message: 'no such host', code: 'ENOTFOUND' },
    })
  })

  test('does not include the values of a query', () => {
    logged('error')
    const query = 'select * from users where email = ?'
    const err = new DrizzleQueryError(query, ['ada@example.com'], new Error('disk I/O error'))
    log.error('It broke', { err })
    expect(JSON.stringify(last())).toContain(query)
    expect(JSON.stringify(last())).toContain('disk I/O error')
    expect(JSON.stringify(last())).not.toContain('ada@example.com')
  })

  test('may be any value, and may be its own cause', () => {
    logged('error')
    log.error('It broke', { err: 'words' })
    expect(last()?.err).toEqual({ type: 'string', message: 'words' })
    const round = new Error('round')
    round.cause = round
    log.error('It broke', { err: round })
    expect(last()?.err).toMatchObject({ message: 'round' })
  })
})

describe('the log', () => {
  test.each([
    ['a token', `got ${TOKEN} here`, TOKEN],
    ['half a token', `got ${TOKEN.slice(0, 60)}`, TOKEN.slice(0, 60)],
    ['a Bearer header', 'Authorization: Bearer 0123456789abcdef', '0123456789abcdef'],
    ['a cookie', 'gh_refresh=opaque-and-long; Path=/', 'opaque-and-long'],
    ['the cookie of a browser', 'gh_device=opaque-and-long; Path=/', 'opaque-and-long'],
    ['the cookie of a waiting log-in', 'gh_pending=opaque-and-long; Path=/', 'opaque-and-long'],
    ['a link', 'see http://localhost/setup?token=Zm9vYmFyYmF6', 'Zm9vYmFyYmF6'],
    ['a later parameter', '/reset-password?a=1&token=Zm9vYmFyYmF6', 'Zm9vYmFyYmF6'],
    ['a URL with a password', 'postgres://ada:s3cret@db/x', 's3cret'],
    ['a hash', `stored ${HASH}`, HASH],
  ])('hides %s', (_name, text, secret) => {
    log.info(text, { text, nested: { text } })
    log.warn('It broke', { err: new Error(text, { cause: new Error(text) }) })
    expect(masked(text)).not.toContain(secret)
    expect(JSON.stringify(loggedLines())).not.toContain(secret)
  })

  test.each(['password', 'authorization', 'cookie', 'set-cookie', 'access', 'refresh'])(
    'hides the value of a field named %s',
    (name) => {
      log.info('Somebody logs too much', { [name]: 'hunter2', headers: { [name]: 'hunter2' } })
      expect(JSON.stringify(last())).not.toContain('hunter2')
    },
  )

  test('shows a hash of a session id instead of the id', () => {
    const id = newSessionId()
    log.info(`session ${id} ended`)
    expect(last()?.msg).toBe(`session session ${sessionHash(id)} ended`)
    expect(sessionHash(id)).toMatch(/^[0-9a-f]{16}$/)
  })
})

test('console output goes to the log, as lines without colours', () => {
  logged('error')
  const own = { ...console }
  consoleToLog()
  const err = Object.assign(new Error('in a page'), { digest: '1234' })
  console.error('\n \u001b[31m⨯\u001b[0m', err)
  console.log('')
  console.log('ready\nin %d ms', 5)
  Object.assign(console, own)
  expect(loggedLines()).toMatchObject([
    { level: 'error', msg: '⨯', source: 'console', err: { message: 'in a page', digest: '1234' } },
    { level: 'info', msg: 'ready in 5 ms' },
  ])
})
