import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { PASSWORD } from '../support/accounts'
import { ask } from '../support/http'
import { layOutImage, NOBODY } from '../support/image'
import { startServer } from '../support/server'
import { expect, test } from './fixtures'

test(
  'the files of the image run with the launcher as a user who may write only the data folder',
  { tag: '@long' },
  async ({ page }) => {
    const image = layOutImage()
    try {
      const server = await startServer({
        project: image,
        program: 'scripts/start.mjs',
        folder: join(image, 'data'),
        ...(process.getuid?.() === 0 ? { uid: NOBODY } : {}),
      })
      const isHealthy = () =>
        spawnSync(process.execPath, ['scripts/healthy.mjs'], {
          cwd: image,
          env: { ...process.env, ...server.env },
        }).status
      expect(server.output()).not.toContain('Building')
      expect((await ask(`${server.origin}/api/health/ready`)).status).toBe(200)
      expect(isHealthy()).toBe(0)

      await page.goto(`${server.origin}/signup`)
      await page.getByLabel('Name').fill('Grace Hopper')
      await page.getByLabel('Email').fill('grace@example.com')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign up' }).click()
      await page.waitForURL('**/dashboard')
      await expect(page.getByRole('button', { name: 'Log out', exact: true }).first()).toBeVisible()
      const help = spawnSync(process.execPath, ['scripts/gatehouse.mjs', '--help'], {
        cwd: image,
        encoding: 'utf8',
        // Drops options of earlier tests, such as a shifted clock.
        env: { ...process.env, NODE_OPTIONS: '' },
      })
      expect(help.stdout, help.stderr || String(help.error)).toContain('Usage: gatehouse')

      expect(await server.stop()).toBe(0)
      expect(isHealthy()).toBe(1)
    } finally {
      rmSync(dirname(image), { recursive: true })
    }
  },
)
