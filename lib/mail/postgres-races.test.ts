import { expect, test, vi } from 'vitest'
import { lockOf, transaction } from '@/db/connection'
import { deleteOneTimeTokensOf } from '@/db/queries/one-time-tokens'
import { raiseUserVersion, storePassword } from '@/db/queries/users'
import type { UserId } from '@/lib/base/ids'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, newestMail } from '@/tests/support/mailbox'
import { at, givenPassword, givenUser, NOW } from '@/tests/support/people'
import { oneTimeRows } from '@/tests/support/rows'
import { asAnother, waiters } from '@/tests/support/waiting'
import type { MailKind } from './kinds'
import { queueMail } from './queue'
import { sendDueMails } from './sender'

useFreshDatabase()

const ADA = 'ada@example.com'

test.each(['new-log-in', 'password-reset'] as const)(
  'a mail with a link (%s) waits for no writer of another user',
  async (kind) => {
    const smtp = await givenMailServer()
    const ada = await givenUser(ADA)
    const eve = await givenUser('eve@example.com')
    await queued(kind, ada)
    await transaction({ locks: lockOf(eve) }, () => asAnother(() => sendDueMails(() => at(1))))
    expect(newestMail(smtp, ADA).token).not.toBe('')
  },
)

test('no link is made while its user changes the password', async () => {
  const smtp = await givenMailServer()
  const ada = await givenUser(ADA)
  await givenPassword(ada)
  await queued('password-reset', null)
  const { sending } = await transaction({ locks: lockOf(ada) }, async () => {
    const sending = asAnother(() => sendDueMails(() => at(2)))
    await Promise.race([sending, vi.waitFor(async () => expect(await waiters()).toBe(1))])
    await storePassword(ada, { hash: 'other', strength: 4 }, at(1))
    await raiseUserVersion(ada, at(1))
    await deleteOneTimeTokensOf(ada)
    return { sending }
  })
  await sending
  expect(smtp.received).toEqual([])
  expect(await oneTimeRows()).toEqual([])
})

async function queued(kind: MailKind, userId: UserId | null) {
  await transaction({ locks: 'none' }, () =>
    queueMail({ kind, to: ADA, userId, locale: 'en' }, NOW),
  )
}
