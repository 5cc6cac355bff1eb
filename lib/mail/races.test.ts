import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { DAY } from '@/lib/base/time'
import { takeAccountBack } from '@/lib/passwords/take-back'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenFailedMail, givenMailServer, mailAll } from '@/tests/support/mailbox'
import { at, LAPTOP, NOW } from '@/tests/support/people'
import { givenThief } from '@/tests/support/thief'
import { queueNotices } from './notices'
import { sendAgain } from './outbox'
import { queueMail } from './queue'
import { sendDueMails } from './sender'

useFreshDatabase()

test('two processes send each mail once', async () => {
  const smtp = await givenMailServer()
  for (let i = 0; i < 25; i += 1) {
    const mail = { kind: 'test', to: `user-${i}@example.com`, userId: null, locale: 'en' } as const
    await transaction({ locks: 'none' }, () => queueMail(mail, NOW))
  }
  await Promise.all([sendDueMails(() => at(1)), sendDueMails(() => at(1))])
  const to = smtp.received.map(({ to: [first] }) => first)
  expect(to).toHaveLength(25)
  expect(new Set(to).size).toBe(25)
})

describe('sending a failed mail again', () => {
  test('puts it into the queue once, also for two administrators at the same moment', async () => {
    const { smtp, mail } = await givenFailedMail('test')
    const both = [1, 2].map(() => sendAgain(COMMAND_LINE, mail.id, undefined, at(DAY)))
    const results = await Promise.all(both)
    expect(results).toContainEqual({ ok: true })
    expect(results).toContainEqual(refused('not-failed'))
    await sendDueMails(() => at(DAY))
    expect(smtp.received).toHaveLength(1)
  })
})

describe('a notice', () => {
  test('comes once, however often and in how many processes the log is read', async () => {
    const { smtp } = await givenThief()
    await Promise.all([queueNotices(at(4)), queueNotices(at(4))])
    await mailAll(at(5))
    expect(smtp.received).toHaveLength(1)
  })
})

describe('"This was not me"', () => {
  test('works once, also for fifty clicks at the same moment', async () => {
    const { token } = await givenThief()
    const clicks = Array.from({ length: 50 }, () =>
      takeAccountBack({ token, from: LAPTOP }, at(10)),
    )
    const answers = await Promise.all(clicks)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
