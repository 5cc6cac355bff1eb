/** The HTML of mails, as a mail program on a phone shows it. */
import { LOCALES } from '@/lib/base/locales'
import { asHtml } from '@/lib/mail/compose'
import { MAIL_KINDS, type MailKind } from '@/lib/mail/kinds'
import { letterOf } from '@/lib/mail/letter'
import { expectAccessible } from '../support/accessible'
import { expect, shareDatabase, test } from './fixtures'

/** The longest address that there is, without a place where it would break by itself. */
const LONGEST = `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.org`
// Safe because the object has exactly the keys of its type.
const KINDS = Object.keys(MAIL_KINDS) as MailKind[]

test.use({ viewport: { width: 320, height: 640 } })
test.beforeEach(({ server }) => shareDatabase(server))

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('mails fit a narrow screen, also with the longest address, and their colours can be read', async ({
      page,
      server,
    }) => {
      expect(LONGEST).toHaveLength(254)
      const link = { url: `${server.origin}/not-me?token=${'x'.repeat(43)}`, life: 1800 }
      const values = {
        ...{ at: new Date().toISOString(), browser: 'Chrome', system: 'Chrome OS' },
        ...{ network: '2001:db8:85a3:8d3:1319:8a2e:370:7348', newEmail: LONGEST },
      }
      for (const kind of KINDS) {
        for (const locale of LOCALES) {
          await page.setContent(asHtml(letterOf({ kind, locale, to: LONGEST, values, link })))
          const width = await page.evaluate(() => document.documentElement.scrollWidth)
          expect(width, `${kind} in ${locale}`).toBe(320)
        }
        // The others have the same parts.
        if (!['new-log-in', 'account-exists'].includes(kind)) continue
        await expectAccessible(page, kind, 'all')
      }
    })
  })
}
