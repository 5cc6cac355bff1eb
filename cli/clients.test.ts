import { exportJWK, generateKeyPair } from 'jose'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { hasAppSecret } from '@/db/queries/apps'
import { logosOf } from '@/lib/apps/logo'
import { hashOfSecret } from '@/lib/apps/secrets'
import type { AppId } from '@/lib/base/ids'
import { freePort } from '@/tests/support/free-port'
import { commandsHere } from '@/tests/support/command-line'
import { useFreshDatabase, useSettings } from '@/tests/support/database'
import { clientCommands } from './clients'

useFreshDatabase()
useSettings({ API_AUDIENCES: 'stock,billing' })
const { run, said, asked } = commandsHere(() => [clientCommands()])

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-clients-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CALLBACK = ['--redirect-uri', 'https://orders.example/callback']
const WEB = ['clients', 'create', 'Orders', '--kind', 'web', ...CALLBACK]

async function created(...options: string[]): Promise<{ id: AppId; secret: string }> {
  const { client_id: id, client_secret: secret } = await asked(...WEB, ...options)
  return { id: id as AppId, secret: String(secret) }
}

const shown = (id: string) => asked('clients', 'show', id)
const works = (id: AppId, secret: unknown) =>
  hasAppSecret(id, hashOfSecret(String(secret)), new Date())

test('an application is created, shown, changed, listed and deleted by command', async () => {
  const { id, secret } = await created('--first-party', '--resource', 'stock')
  expect(await works(id, secret)).toBe(true)
  expect(await shown(id)).toEqual({
    client_id: id,
    client_name: 'Orders',
    kind: 'web',
    first_party: true,
    redirect_uris: ['https://orders.example/callback'],
    post_logout_redirect_uris: [],
    backchannel_logout_uri: null,
    resources: ['stock'],
    roles: [],
    scopes: [],
    require_pkce: true,
    id_token_signed_response_alg: null,
    jwks: null,
    disabled_at: null,
    created_at: expect.any(String),
    secrets: [{ created_at: expect.any(String), expires_at: null }],
    last_used_at: null,
  })
  const change = ['--name', 'Shop', '--role', 'auditor', '--no-pkce', '--resource', '']
  const told = ['--backchannel-logout-uri', 'https://orders.example/ended']
  expect(await asked('clients', 'update', id, ...change, ...told)).toEqual({
    client_id: id,
    changed: true,
    ended: true,
  })
  expect(await shown(id)).toMatchObject({
    client_name: 'Shop',
    first_party: true,
    redirect_uris: ['https://orders.example/callback'],
    backchannel_logout_uri: 'https://orders.example/ended',
    resources: [],
    roles: ['auditor'],
    require_pkce: false,
  })
  const back = ['--no-first-party', '--pkce', '--role', '', '--backchannel-logout-uri', '']
  await asked('clients', 'update', id, ...back)
  expect(await shown(id)).toMatchObject({
    first_party: false,
    require_pkce: true,
    roles: [],
    backchannel_logout_uri: null,
  })
  const { clients } = await asked('clients', 'list')
  expect(clients).toMatchObject([{ client_id: id, client_name: 'Shop' }])
  expect(await asked('clients', 'delete', id, '--yes')).toEqual({ client_id: id, deleted: true })
  expect(await said('clients', 'list')).toBe('None.')
})

test('what show prints can be read back, to change it or to create another one', async () => {
  const { id } = await created()
  const file = join(folder, 'orders.json')
  writeFileSync(file, JSON.stringify({ ...(await shown(id)), client_name: 'Shop' }))
  expect(await asked('clients', 'update', id, '--json-file', file)).toMatchObject({ changed: true })
  expect(await asked('clients', 'update', id, '--json-file', file)).toMatchObject({
    changed: false,
  })
  const other = await asked('clients', 'create', '--json-file', file)
  expect(await shown(String(other.client_id))).toMatchObject({ client_name: 'Shop', kind: 'web' })
  // Options win.
  const named = await asked('clients', 'create', 'Third', '--json-file', file)
  expect(await shown(String(named.client_id))).toMatchObject({ client_name: 'Third' })
  writeFileSync(file, '{"clientname":"Shop"}')
  expect(await run('clients', 'update', id, '--json-file', file)).toEqual({
    refused: expect.stringMatching(/is not what clients show --json prints: .*clientname/),
  })
  expect(await run('clients', 'update', id, '--json-file', '/none')).toEqual({
    refused: '/none cannot be read.',
  })
})

test('an application proves itself by keys instead of a secret', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const [key, secret] = await Promise.all([exportJWK(publicKey), exportJWK(privateKey)])
  const file = join(folder, 'keys.json')
  writeFileSync(file, JSON.stringify({ keys: [key] }))
  const { client_id: id, ...rest } = await asked(...WEB, '--jwks', file)
  expect(rest).toEqual({})
  expect(await shown(String(id))).toMatchObject({ jwks: { keys: [key] }, secrets: [] })
  const other = await created()
  await asked('clients', 'update', other.id, '--jwks', file)
  expect(await works(other.id, other.secret)).toBe(false)
  await asked('clients', 'update', other.id, '--jwks', '')
  expect(await shown(other.id)).toMatchObject({ jwks: null, secrets: [] })
  writeFileSync(file, JSON.stringify(secret))
  expect(await run('clients', 'update', other.id, '--jwks', file)).toEqual({
    refused: '--jwks cannot be used: it holds a private key, which must stay with the application.',
  })
})

test('an application has a logo that holds nothing but a picture', async () => {
  const file = join(folder, 'logo.svg')
  const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`
  writeFileSync(file, svg('<path d="M0 0"/>'))
  const { id } = await created('--logo', file)
  const logo = async () => (await logosOf([id])).get(id)
  expect(await logo()).toBe(
    `data:image/svg+xml;base64,${Buffer.from(svg('<path d="M0 0"/>')).toString('base64')}`,
  )
  const change = (value: string) => run('clients', 'update', id, '--logo', value)
  for (const [content, why] of [
    [svg('<script>alert(1)</script>'), '--logo names .*<script>'],
    ['<html></html>', '--logo names'],
    [svg(`<path d="${'M'.repeat(33 * 1024)}"/>`), '--logo names a file of 34 kB; at most 32 kB'],
  ] as const) {
    writeFileSync(file, content)
    expect(await change(file)).toEqual({ refused: expect.stringMatching(why) })
  }
  expect(await asked('clients', 'update', id, '--logo', '')).toMatchObject({ changed: true })
  expect(await logo()).toBeUndefined()
  expect(await asked('clients', 'update', id, '--logo', '')).toMatchObject({ changed: false })
})

test('a secret is rotated with the old one valid for a while, or burned', async () => {
  const { id, secret } = await created()
  const first = await asked('clients', 'rotate-secret', id, '--overlap', '1h')
  expect(Date.parse(String(first.old_until)) - Date.now()).toBeLessThan(3_600_001)
  expect(await works(id, secret)).toBe(true)
  const second = await asked('clients', 'rotate-secret', id, '--burn')
  expect(second).toMatchObject({ client_id: id, old_until: null })
  expect(await works(id, secret)).toBe(false)
  expect(await works(id, first.client_secret)).toBe(false)
  expect(await works(id, second.client_secret)).toBe(true)
})

test('clients commands say in words what they did', async () => {
  const { id } = await created()
  expect(await said('clients', 'list')).toBe(`${id}  web  enabled  Orders`)
  expect(await said('clients', 'show', id)).toMatch(/^name +Orders\nclient_id +app_/)
  expect(await said('clients', 'update', id)).toBe('Nothing was changed.')
  expect(await said('clients', 'update', id, '--role', 'auditor')).toBe(
    'Orders is changed.\nIt may do less than before, so all that it held has ended.',
  )
  expect(await said('clients', 'rotate-secret', id)).toMatch(
    /^client_secret +ghs_[\w-]+\nThe secret is shown only now\. The old one works until .*Z\.$/,
  )
  expect(await said('clients', 'disable', id)).toBe('Orders is disabled.')
  expect(await said('clients', 'show', id)).toMatch(/^state +disabled since /m)
  expect(await said('clients', 'enable', id)).toBe('Orders is enabled.')
  expect(await said('clients', 'delete', id, '--yes')).toBe('Orders is gone.')
  expect(await said(...WEB)).toMatch(/^client_id +app_.*\nclient_secret +ghs_.*\nThe secret is/)
})

test('check says which addresses do not answer', async () => {
  const port = await freePort()
  const callback = `http://localhost:${port}/callback`
  const create = ['clients', 'create', 'Local', '--kind', 'web', '--redirect-uri', callback]
  const { client_id: id } = await asked(...create)
  expect(await run('clients', 'check', String(id))).toEqual({
    refused: expect.stringMatching(
      /^redirect +http:\/\/localhost:\d+ +gives no answer from here$/m,
    ),
  })
})

test.each([
  [
    ['create', 'Orders', ...CALLBACK],
    'Say what it is: --kind web, browser, native, device, machine.',
  ],
  [['create', '', '--kind', 'web', ...CALLBACK], 'An application needs a name.'],
  [
    ['create', 'Orders', '--kind', 'web'],
    '--redirect-uri cannot be used: it needs at least one (--redirect-uri).',
  ],
  [
    ['create', 'Orders', '--kind', 'machine', ...CALLBACK],
    '--redirect-uri cannot be used: no browser ever comes back to an application of this kind.',
  ],
  [
    ['create', 'Orders', '--kind', 'browser', '--no-pkce', ...CALLBACK],
    'Only an application of --kind web can do without PKCE.',
  ],
  [[...WEB.slice(1), '--role', 'pilot'], 'There is no role pilot.'],
  [[...WEB.slice(1), '--resource', 'planes'], 'There is no service planes in API_AUDIENCES.'],
  [['show', 'app_none'], 'There is no application app_none.'],
  [['update', 'app_none', '--name', 'x'], 'There is no application app_none.'],
  [['delete', 'app_none', '--yes'], 'There is no application app_none.'],
])('the refusal of clients %j is one sentence', async (args, refused) => {
  expect(await run('clients', ...args)).toEqual({ refused })
})

test('rotating, disabling and enabling are refused where they make no sense', async () => {
  const browser = ['clients', 'create', 'Page', '--kind', 'browser', ...CALLBACK]
  const { client_id: id } = await asked(...browser)
  expect(await run('clients', 'rotate-secret', String(id))).toEqual({
    refused: 'An application of this kind keeps no secret.',
  })
  expect(await run('clients', 'enable', String(id))).toEqual({ refused: 'Page is not disabled.' })
  await said('clients', 'disable', String(id))
  expect(await run('clients', 'disable', String(id))).toEqual({
    refused: 'Page is disabled already.',
  })
  expect(await run('clients', 'rotate-secret', String(id), '--overlap', '90d')).toEqual({
    misused: expect.stringContaining('30 days at most'),
  })
})
