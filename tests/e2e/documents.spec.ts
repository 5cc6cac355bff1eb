import { ask } from '../support/http'
import { expect, test } from './fixtures'

test('robots.txt asks search engines to stay away from every page', async ({ server }) => {
  const { status, body } = await ask(`${server.origin}/robots.txt`)
  expect(status).toBe(200)
  expect(body.trim().split(/\s*\n/)).toEqual(['User-Agent: *', 'Disallow: /'])
})

test('a page links to a manifest, and every icon of the manifest exists', async ({ server }) => {
  const page = await ask(`${server.origin}/login`)
  const [, address = ''] = /<link rel="manifest" href="([^"]+)"/.exec(page.body) ?? []
  const { status, headers, body } = await ask(server.origin + address)
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('application/manifest+json')
  // Safe: the expectations below check the content.
  const { name, icons } = JSON.parse(body) as { name: string; icons: { src: string }[] }
  expect(name).toBe('Gatehouse')
  expect(icons.length).toBeGreaterThan(1)
  for (const { src } of icons) expect((await ask(server.origin + src)).status, src).toBe(200)
})

test('every public page has its own meta description', async ({ server }) => {
  const pages = ['/', '/login', '/signup', '/docs/api', '/reset-password', '/session/refresh']
  const descriptions = new Set<string | undefined>()
  for (const page of pages) {
    const { body } = await ask(server.origin + page)
    descriptions.add(/<meta name="description" content="([^"]+)"/.exec(body)?.[1])
  }
  expect(descriptions).not.toContain(undefined)
  expect(descriptions.size).toBe(pages.length)
})

test('security.txt is 404 without SECURITY_CONTACT', async ({ server }) => {
  expect((await ask(`${server.origin}/.well-known/security.txt`)).status).toBe(404)
})

test('a printed page is black on white, without buttons and menus', async ({ dashboard }) => {
  await dashboard.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(dashboard.getByRole('button')).toHaveCount(0)
  await expect(dashboard.getByRole('navigation')).toHaveCount(0)
  await expect(dashboard.getByRole('heading', { level: 1 })).toBeVisible()
  const colours = await dashboard.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.documentElement)
    return { color, backgroundColor }
  })
  expect(colours).toEqual({ color: 'rgb(0, 0, 0)', backgroundColor: 'rgb(255, 255, 255)' })
})
