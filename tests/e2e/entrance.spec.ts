/** The pages that visitors see before they log in. */
import { expect, test } from './fixtures'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the log-in page focuses the first empty field, and moves nothing when log-in is refused', async ({
      page,
      person,
    }) => {
      await page.goto('/login')
      await expect(page.getByLabel('Email')).toBeFocused()
      const fixed = [
        page.getByRole('heading', { level: 1 }),
        page.getByLabel('Email'),
        page.getByLabel('Password', { exact: true }),
        page.getByLabel('Stay signed in'),
        page.getByRole('button', { name: 'Log in' }),
      ]
      const places = () => Promise.all(fixed.map((element) => element.boundingBox()))
      const before = await places()
      await page.getByLabel('Email').fill(person.email)
      await page.getByLabel('Password', { exact: true }).fill('not the right one')
      await page.getByRole('button', { name: 'Log in' }).click()
      await expect(page.getByText('Email or password is incorrect.')).toBeVisible()
      expect(await places()).toEqual(before)
    })

    test('sign-up with a taken email address links to the log-in page, and keeps the page to return to', async ({
      page,
      person,
    }) => {
      // In a smaller window the focused field would be scrolled into view.
      await page.setViewportSize({ width: 1280, height: 1000 })
      await page.goto('/signup?next=%2Fdashboard%2Fsecurity')
      const title = page.getByRole('heading', { level: 1 })
      const before = await title.boundingBox()
      await page.getByLabel('Email').fill(person.email)
      await page.getByLabel('Password', { exact: true }).fill('nine otters under a piano')
      await page.getByRole('button', { name: 'Sign up' }).click()
      const link = page.getByRole('link', { name: 'Log in instead' })
      await expect(link).toBeVisible()
      expect(await title.boundingBox()).toEqual(before)
      await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/already an account/)
      await link.click()
      await expect(page).toHaveURL('/login?next=%2Fdashboard%2Fsecurity')
    })
  })
}

test('the log-in page says how long "Stay signed in" lasts', async ({ page }) => {
  await page.goto('/login')
  await expect(page.getByLabel('Stay signed in')).toHaveAccessibleDescription(/14 days.*12 hours/)
})

test('the sign-up page comments on a new password while it is typed, and moves nothing', async ({
  page,
}) => {
  await page.goto('/signup')
  const password = page.getByLabel('Password', { exact: true })
  const button = page.getByRole('button', { name: 'Sign up' })
  await page.getByLabel('Name').fill('Ada Lovelace')
  await expect(password).toHaveAccessibleDescription(/At least 12 characters/)
  await expect(page.getByRole('button', { name: 'Show password' })).toBeVisible()
  const before = await button.boundingBox()
  for (const [typed, said] of [
    ['nine otter', '2 more characters.'],
    ['nine otters', 'One more character.'],
    ['qwertyuiop1234567', /row of keys/],
    ['lovelacelovelace', /your name/],
    ['nine otters under', /Long enough/],
  ] as const) {
    await password.fill(typed)
    await expect(password).toHaveAccessibleDescription(said)
  }
  expect(await button.boundingBox()).toEqual(before)
})

test('log-in ignores invisible characters in the typed email address', async ({ page, person }) => {
  await page.goto('/login')
  await page.getByLabel('Email').fill(`\u200b${person.email}\u2069\ufeff`)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.waitForURL('**/dashboard')
})
