import { expect, test } from 'vitest'
import { APP_KINDS } from './entered'
import { setUpsOf, type SetUpInput } from './set-up'

const REDIRECT = 'https://orders.example/callback'

function setUps(part: Partial<SetUpInput> & { kind?: SetUpInput['app']['kind'] } = {}) {
  const { kind = 'web', ...rest } = part
  return setUpsOf({
    origin: 'https://id.example',
    brand: 'Example',
    app: { id: 'app_orders', kind, redirectUris: [REDIRECT] },
    secret: null,
    placeholders: { secret: 'the secret', redirectUri: 'the address' },
    ...rest,
  })
}

test.each(APP_KINDS)(
  'every set-up of the kind %s names the application, and nothing missing',
  (kind) => {
    const all = setUps({ kind })
    expect(all.length).toBeGreaterThan(1)
    expect(all[0]?.software).toBeNull()
    for (const { lines } of all) {
      expect(lines).toContain('https://id.example')
      expect(lines).toContain('app_orders')
      expect(lines).not.toMatch(/null|\[object/)
    }
  },
)

test.each([
  ['web', true, true],
  ['browser', false, true],
  ['native', false, true],
  ['device', false, false],
  ['machine', true, false],
] as const)(
  'the values of the kind %s: a secret %s, a redirect address %s',
  (kind, hasSecret, isRedirected) => {
    const [any] = setUps({ kind })
    expect(any?.lines.includes('<the secret>')).toBe(hasSecret)
    expect(any?.lines.includes(REDIRECT)).toBe(isRedirected)
  },
)

test('a new secret stands in every set-up of a web application', () => {
  for (const { lines } of setUps({ secret: 'ghs_new' })) expect(lines).toContain('ghs_new')
})

test('openid-client gets what discovery() takes, also where the server speaks plain http', () => {
  const call = (part: Parameters<typeof setUps>[0]) =>
    setUps(part).find(({ software }) => software?.startsWith('openid-client'))?.lines ?? ''
  const insecure = '{ execute: [client.allowInsecureRequests] }'
  const origin = 'http://localhost:3000'
  expect(call({})).toContain("'app_orders', '<the secret>')")
  expect(call({ origin })).toContain(`'app_orders', '<the secret>', undefined, ${insecure})`)
  expect(call({ kind: 'browser' })).toContain("'app_orders', undefined, client.None())")
  expect(call({ kind: 'browser', origin })).toContain(`client.None(), ${insecure})`)
})
