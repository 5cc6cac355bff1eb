import { describe, expect, test } from 'vitest'
import { givenAccount, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { at, PHONE } from '@/tests/support/people'
import { deviceRows } from '@/tests/support/rows'
import { newDeviceSecret } from './device-secret'
import { checkLetInLink, letIn, mailLetInLink } from './let-in'

useFreshDatabase()

const ADA = 'ada@example.com'
const BAD = refused('bad-link')

describe('the link', () => {
  test('is not spent by looking, and works once, also for two requests at the same moment', async () => {
    const smtp = await givenMailServer()
    await givenAccount({ email: ADA })
    await mailLetInLink({ email: ADA, from: PHONE, locale: 'en' }, at(60))
    await mailAll(at(61))
    const { token } = newestMail(smtp, ADA)
    for (let i = 0; i < 3; i += 1) {
      expect(await checkLetInLink(token, PHONE, at(62))).toMatchObject({ ok: true })
    }
    const both = [newBrowser(), newBrowser()].map((browser) => letIn({ token, browser }, at(62)))
    const results = await Promise.all(both)
    expect(results).toContainEqual({ ok: true })
    expect(results).toContainEqual(BAD)
    expect(await letIn({ token, browser: newBrowser() }, at(63))).toEqual(BAD)
    expect(await checkLetInLink(token, PHONE, at(63))).toEqual(BAD)
    expect(await deviceRows()).toHaveLength(1)
  })
})

function newBrowser() {
  return { secret: newDeviceSecret(), from: PHONE }
}
