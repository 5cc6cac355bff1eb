import { describe, expect, test } from 'vitest'
import { raiseUserVersion } from '@/db/queries/users'
import { transaction } from '@/db/connection'
import { HOUR, MINUTE } from '@/lib/base/time'
import { parseDetails } from '@/lib/events/details'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { MAILS_OF_NETWORK } from '@/lib/rate-limits/limits'
import { logIn } from '@/lib/sessions/log-in'
import { disableUser } from '@/lib/users/disable'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { watchHashing } from '@/tests/support/hashing'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { otherProgram } from '@/tests/support/other-program'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import {
  changeUser,
  deviceRows,
  eventsOf,
  oneTimeRows,
  sessionIds,
  userIdOf,
} from '@/tests/support/rows'
import { newDeviceSecret } from './device-secret'
import { checkLetInLink, letIn, mailLetInLink } from './let-in'

useFreshDatabase()

const ADA = 'ada@example.com'
const EVE = 'eve@example.com'
const OWN = newDeviceSecret()
const BAD = { ok: false, reason: 'bad-link' }
const WRONG = { ok: false, reason: 'wrong-credentials' }
const THROTTLED = { ok: false, reason: 'too-many-tries' }

describe('the owner of an account under attack', () => {
  test('is refused in a new browser, and looked at there after a link in a mail', async () => {
    const smtp = await givenMailServer()
    await givenAccount({ email: ADA, deviceSecret: OWN })
    await strangersGuess()
    const browser = newBrowser()
    const hashes = await watchHashing()
    expect(await enter(browser)).toMatchObject(THROTTLED)
    expect(hashes).toHaveLength(0)

    const token = await mailedToken(smtp)
    expect(newestMail(smtp, ADA).subject).toBe('Log in to Gatehouse with a new browser')
    expect(await checkLetInLink(token, PHONE, at(62))).toEqual({ ok: true, email: ADA })
    expect(await letIn({ token, browser }, at(62))).toEqual({ ok: true })
    expect(await enter(browser, 'wrong one')).toEqual(WRONG)
    expect(await enter(browser)).toMatchObject({ ok: true })
    // Every other stranger still waits.
    expect(await enter(newBrowser())).toMatchObject(THROTTLED)
  })

  test('gets attempts again in a known browser whose own were used up', async () => {
    const smtp = await givenMailServer()
    await givenAccount({ email: ADA, deviceSecret: OWN })
    await strangersGuess()
    const browser = { secret: OWN, from: LAPTOP }
    for (let i = 0; i < 10; i += 1) expect(await enter(browser, 'wrong one')).toEqual(WRONG)
    expect(await enter(browser)).toMatchObject(THROTTLED)
    expect(await letIn({ token: await mailedToken(smtp), browser }, at(62))).toEqual({ ok: true })
    expect(await enter(browser)).toMatchObject({ ok: true })
  })
})

describe('the link', () => {
  test('opens no session, and is recorded as an act of its user', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    const before = await sessionIds()
    const token = await mailedToken(smtp)
    expect(await letIn({ token, browser: newBrowser() }, at(62))).toEqual({ ok: true })
    expect(await sessionIds()).toEqual(before)
    expect(await deviceRows()).toMatchObject([{ userId, grantedBy: 'mail', firstSeenAt: at(62) }])
    const [event] = await eventsOf('known_device_added')
    expect(event).toMatchObject({ userId, actorId: userId, network: PHONE.network })
    expect(parseDetails(event?.details ?? null)).toEqual({})
  })

  test('works for 30 minutes, until a newer one, and not after the account has ended links', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    const first = await mailedToken(smtp)
    const look = (token: string, seconds: number) => checkLetInLink(token, PHONE, at(seconds))
    expect(await look(first, 61 + 30 * MINUTE - 1)).toMatchObject({ ok: true })
    expect(await look(first, 61 + 30 * MINUTE)).toEqual(BAD)
    const second = await mailedToken(smtp)
    expect(await look(first, 62)).toEqual(BAD)
    expect(await look(second, 62)).toMatchObject({ ok: true })
    await transaction({ locks: 'all' }, () => raiseUserVersion(userId, at(62)))
    expect(await look(second, 63)).toEqual(BAD)
    expect(await letIn({ token: second, browser: newBrowser() }, at(63))).toEqual(BAD)
    expect(await deviceRows()).toEqual([])
  })

  test('keeps no log-in with it quiet: a reader of the mailbox could have used it', async () => {
    const smtp = await givenMailServer()
    await givenAccount({ email: ADA, deviceSecret: OWN })
    // The same network, so that only the browser is new.
    const browser = { secret: newDeviceSecret(), from: LAPTOP }
    expect(await letIn({ token: await mailedToken(smtp), browser }, at(62))).toEqual({ ok: true })
    const enterAt = (now: Date) =>
      logIn(
        {
          ...{ email: ADA, password: PASSWORD, persistent: true },
          ...{ from: LAPTOP, deviceSecret: browser.secret },
        },
        now,
      )
    expect(await enterAt(at(63))).toMatchObject({ ok: true })
    await mailAll(at(64))
    expect(newestMail(smtp, ADA).subject).toBe('New log-in to Gatehouse')
    const { length } = smtp.received
    // Past the ten quiet minutes after a notice.
    expect(await enterAt(at(HOUR))).toMatchObject({ ok: true })
    await mailAll(at(HOUR + 1))
    expect(smtp.received).toHaveLength(length)
  })

  test('of another user gives no attempts at the account', async () => {
    const smtp = await givenMailServer()
    await givenAccount({ email: ADA, deviceSecret: OWN })
    await givenAccount({ email: EVE })
    await strangersGuess()
    const browser = newBrowser()
    const token = await mailedToken(smtp, EVE)
    expect(await letIn({ token, browser }, at(62))).toEqual({ ok: true })
    expect(await enter(browser)).toMatchObject(THROTTLED)
    expect(await deviceRows()).toMatchObject([
      { userId: await userIdOf(ADA) },
      { userId: await userIdOf(EVE) },
    ])
  })

  test('of a user who was disabled since is refused', async () => {
    const smtp = await givenMailServer()
    const { userId } = await givenAccount({ email: ADA })
    const token = await mailedToken(smtp)
    // Disabling also voids the link; this is what holds if a change left it.
    await changeUser(userId, { disabledAt: at(61) })
    expect(await checkLetInLink(token, PHONE, at(62))).toEqual(BAD)
    expect(await letIn({ token, browser: newBrowser() }, at(62))).toEqual(BAD)
    expect(await deviceRows()).toEqual([])
  })

  test('for another purpose is refused', async () => {
    const smtp = await givenMailServer()
    await givenAccount({ email: ADA })
    const token = await mailedToken(smtp)
    await otherProgram("UPDATE one_time_tokens SET purpose = 'password-reset'")
    expect(await checkLetInLink(token, PHONE, at(62))).toEqual(BAD)
    expect(await letIn({ token, browser: newBrowser() }, at(62))).toEqual(BAD)
  })
})

describe('asking for the link', () => {
  test.each(['nobody@example.com', 'off@example.com'])(
    'for %s, without an account or with a disabled one, gets the same answer and no mail',
    async (email) => {
      const smtp = await givenMailServer()
      const { userId } = await givenAccount({ email: 'off@example.com' })
      await disableUser(COMMAND_LINE, { userId })
      expect(await ask(email)).toEqual({ ok: true })
      await mailAll(at(61))
      expect(smtp.received).toEqual([])
      expect(await otherProgram('SELECT id FROM mails')).toEqual([])
    },
  )

  test('stores the same for a known and an unknown address before the mail is sent', async () => {
    await givenMailServer()
    await givenAccount({ email: ADA })
    await ask(ADA)
    await ask('nobody@example.com')
    const rows = await otherProgram('SELECT user_id, kind, locale, tries FROM mails')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toEqual(rows[1])
    expect(await oneTimeRows()).toEqual([])
  })

  test('is limited by address and by network, for every address alike', async () => {
    await givenMailServer()
    await givenAccount({ email: ADA })
    for (const email of [ADA, 'nobody@example.com']) {
      for (let i = 0; i < 3; i += 1) expect(await ask(email)).toEqual({ ok: true })
      expect(await ask(email)).toMatchObject(THROTTLED)
    }
    for (let i = 6; i < MAILS_OF_NETWORK.tries; i += 1) await ask(`user${i}@example.com`)
    expect(await ask('next@example.com')).toMatchObject(THROTTLED)
    expect(await ask('not an address')).toEqual({ ok: false, reason: 'bad-address' })
  })
})

function newBrowser() {
  return { secret: newDeviceSecret(), from: PHONE }
}

function enter({ secret, from }: ReturnType<typeof newBrowser>, password = PASSWORD) {
  return logIn({ email: ADA, password, persistent: true, from, deviceSecret: secret }, at(62))
}

function ask(email: string) {
  return mailLetInLink({ email, from: PHONE, locale: 'en' }, at(60))
}

async function mailedToken(
  smtp: Awaited<ReturnType<typeof givenMailServer>>,
  email = ADA,
): Promise<string> {
  expect(await ask(email)).toEqual({ ok: true })
  await mailAll(at(61))
  return newestMail(smtp, email).token
}

/** Uses up what strangers share, as if they had guessed from 100 networks. */
async function strangersGuess(): Promise<void> {
  const from = { ...PHONE, network: '10.0.0.1' }
  const guess = { email: ADA, password: 'wrong one', persistent: false, from }
  expect(await logIn(guess, at(1))).toEqual(WRONG)
  await otherProgram("UPDATE rate_limits SET points = 100 WHERE key LIKE 'log-in-account:%'")
}
