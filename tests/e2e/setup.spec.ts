import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { PASSWORD } from '../support/accounts'
import { startServer } from '../support/server'

const LINE = /\nMake the first administrator: (http:\S+\/setup\?token=([A-Za-z0-9_-]{43}))\n/

test.use({ javaScriptEnabled: false })

test('the link printed at the start creates the first administrator once, without JavaScript', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-'))
  const first = await startServer({ folder, env: { SIGNUP: 'closed' } })
  await expect.poll(first.output).toMatch(LINE)
  const [, link = '', token = ''] = LINE.exec(first.output()) ?? []
  expect(new URL(link).origin).toBe(first.origin)

  await page.goto(`${first.origin}/setup?token=wrong`)
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await expect(page.getByText('users create')).toContainText('--role administrator')

  await page.goto(link)
  await page.getByLabel('Email').fill('ada')
  await page.getByLabel('Password', { exact: true }).fill('short')
  await page.getByRole('button', { name: 'Become the administrator' }).click()
  await expect(page.getByLabel('Email')).toHaveValue('ada')
  for (const field of ['Email', 'Password']) {
    await expect(page.getByLabel(field, { exact: true })).toHaveAttribute('aria-invalid', 'true')
  }
  await expect(page.getByRole('alert')).toHaveText('Check the marked fields.')
  await page.getByLabel('Email').fill('ada@example.com')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Become the administrator' }).click()
  await page.waitForURL(`${first.origin}/admin`)

  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  expect(first.output().split(token)).toHaveLength(2)
  await first.stop({ keep: true })

  const second = await startServer({ folder, env: first.env })
  expect(await second.stop({ keep: true })).toBe(0)
  expect(second.output()).not.toContain('administrator')
  rmSync(folder, { recursive: true })
})
