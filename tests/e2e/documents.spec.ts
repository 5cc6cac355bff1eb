import { ask } from '../support/http'
import { expect, test } from './fixtures'

test('search engines are asked to stay away from all of it', async ({ server }) => {
  const { status, body } = await ask(`${server.origin}/robots.txt`)
  expect(status).toBe(200)
  expect(body.trim().split(/\s*\n/)).toEqual(['User-Agent: *', 'Disallow: /'])
})

test('every page leads to a manifest, whose icons are there', async ({ server }) => {
  const page = await ask(`${server.origin}/login`)
  const [, address = ''] = /<link rel="manifest" href="([^"]+)"/.exec(page.body) ?? []
  const { status, headers, body } = await ask(server.origin + address)
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('application/manifest+json')
  // Safe because the expectation below is about what is in it.
  const { name, icons } = JSON.parse(body) as { name: string; icons: { src: string }[] }
  expect(name).toBe('Gatehouse')
  expect(icons.length).toBeGreaterThan(1)
  for (const { src } of icons) expect((await ask(server.origin + src)).status, src).toBe(200)
})

test('every page that is open to all describes itself in words of its own', async ({ server }) => {
  const pages = ['/', '/login', '/signup', '/docs/api', '/reset-password', '/session/refresh']
  const descriptions = new Set<string | undefined>()
  for (const page of pages) {
    const { body } = await ask(server.origin + page)
    descriptions.add(/<meta name="description" content="([^"]+)"/.exec(body)?.[1])
  }
  expect(descriptions).not.toContain(undefined)
  expect(descriptions.size).toBe(pages.length)
})

test('without SECURITY_CONTACT there is no security.txt', async ({ server }) => {
  expect((await ask(`${server.origin}/.well-known/security.txt`)).status).toBe(404)
})

test('on paper a page is dark on white, without what can only be clicked', async ({
  dashboard,
}) => {
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
