import { protectedPages, walk } from '../support/route-walk'
import { uselessCookies } from '../support/useless-cookies'
import { expect, test } from './fixtures'

test('every protected page refuses requests without a living session', async ({
  server,
  person,
}) => {
  const pages = protectedPages(process.cwd())
  expect(pages).toContain('/dashboard')
  const cookies = await uselessCookies(person)
  const secrets = [person.email, 'Ada Lovelace', 'Log out everywhere']
  expect(await walk({ origin: server.origin, pages, cookies, secrets })).toEqual([])
})
