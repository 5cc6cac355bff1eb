import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { insertRoleGrant } from '@/db/queries/role-grants'
import { newGrantId } from '@/lib/base/ids'
import { signUpOptions } from '@/lib/passkeys/options'
import { authorityOf } from '@/lib/permissions/authority'
import { NO_TOKENS, PASSWORD, refused } from '@/tests/support/accounts'
import { raceOfLastAdministrators } from '@/tests/support/acts'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer, mailAll, newestMail } from '@/tests/support/mailbox'
import { givenOperator } from '@/tests/support/operators'
import { at, givenPassword, givenUser, LAPTOP, NOW, PHONE } from '@/tests/support/people'
import { eventsOf, oneTimeRows, userIdOf, userRows } from '@/tests/support/rows'
import { SoftwareAuthenticator } from '@/tests/support/software-authenticator'
import { createUser } from './create'
import { deleteUser } from './delete'
import { disableUser } from './disable'
import { newSetupLink, setUp } from './setup'
import { signUp } from './sign-up'
import { signUpWithPasskey } from './sign-up-passkey'
import { verifyAddress } from './verification'

useFreshDatabase()

const EMAIL = 'ada@example.com'
/** A visitor's browser, without a session. */
const VISITOR = { from: LAPTOP, replaces: NO_TOKENS }

describe('creating a user', () => {
  test('happens once when several calls come at once, with its roles and a record of the actor', async () => {
    const operator = await givenOperator('administrator')
    const input = {
      email: 'Bob@Example.com',
      name: ' Bob\n the  Builder ',
      roles: ['support', 'support', 'auditor'],
    }
    const all = await Promise.all(
      Array.from({ length: 4 }, () => createUser(operator, input, LAPTOP, NOW)),
    )
    const [made, ...others] = all.filter(({ ok }) => ok)
    if (!made?.ok) throw new Error('Nobody was made')
    expect(others).toEqual([])
    expect(await authorityOf(made.userId)).toMatchObject({ roles: ['auditor', 'support'] })
    const [row] = (await userRows()).filter(({ id }) => id === made.userId)
    expect(row).toMatchObject({ email: 'Bob@Example.com', name: 'Bob the Builder' })
    const by = { userId: made.userId, actorId: operator.userId, network: LAPTOP.network }
    expect(await eventsOf('user_created')).toMatchObject([by])
    expect(await eventsOf('authz_change')).toMatchObject([by, by])
  })
})

describe('disableUser', () => {
  raceOfLastAdministrators(disableUser)
})

describe('deleteUser', () => {
  raceOfLastAdministrators(deleteUser)
})

describe('signUp', () => {
  test('creates one account when nine sign-ups come at once', async () => {
    const spellings = ['User@Ex.com', 'user@ex.com', 'USER@EX.COM']
    const account = { name: 'Ada', password: PASSWORD, ...VISITOR }
    const results = await Promise.all(
      Array.from({ length: 9 }, (_, i) =>
        signUp({ ...account, email: spellings[i % 3] ?? '' }, NOW),
      ),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(await userRows()).toHaveLength(1)
  })
})

describe('signing up with a passkey', () => {
  test('makes one account of two requests at once', async () => {
    const page = await signUpOptions(NOW)
    if (!page) throw new Error('There are no passkeys here')
    const made = new SoftwareAuthenticator().create(page.options.challenge)
    const form = { made, userId: page.userId, name: 'Ada', ...VISITOR }
    const both = await Promise.all([
      signUpWithPasskey({ ...form, email: EMAIL }, at(0)),
      signUpWithPasskey({ ...form, email: 'eve@example.com' }, at(0)),
    ])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('the link', () => {
  test('works once, also for twenty clicks at the same moment', async () => {
    const smtp = await givenMailServer({ verification: 'asked' })
    await signUp({ email: EMAIL, name: 'Ada', password: PASSWORD, ...VISITOR, locale: 'en' }, NOW)
    await mailAll(at(1))
    const { token } = newestMail(smtp, EMAIL)
    const userId = await userIdOf(EMAIL)
    const clicks = Array.from({ length: 20 }, () =>
      verifyAddress({ token, userId, from: PHONE }, at(20)),
    )
    const answers = await Promise.all(clicks)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('the first administrator', () => {
  test('is created once when requests use the links of several instances at once', async () => {
    const links = [await givenSetupLink(), await givenSetupLink()]
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, i) => setUpWith(links[i % 2] ?? '', `user${i}@example.com`)),
    )
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(all.filter((one) => !one.ok && one.reason === 'bad-link')).toHaveLength(5)
    expect(await userRows()).toHaveLength(1)
    expect(await oneTimeRows()).toEqual([])
  })

  test('is not created when another transaction grants the role at that moment', async () => {
    const token = await givenSetupLink()
    const userId = await givenUser('bob@example.com')
    await givenPassword(userId)
    let commit = () => {}
    const committed = new Promise<void>((resolve) => (commit = resolve))
    const granting = transaction({ locks: ['roles'] }, async () => {
      const grant = { id: newGrantId(), userId, role: 'administrator' }
      await insertRoleGrant({ ...grant, grantedAt: NOW, grantedBy: 'command-line' })
      await committed
    })
    const attempting = setUpWith(token)
    await Promise.race([attempting, sleep(1000)])
    commit()
    await granting
    expect(await attempting).toEqual(refused('bad-link'))
    expect(await userRows()).toHaveLength(1)
  })
})

async function givenSetupLink(): Promise<string> {
  const url = new URL((await newSetupLink(NOW)) ?? '')
  return url.searchParams.get('token') ?? ''
}

function setUpWith(token: string, email = EMAIL) {
  return setUp({ token, email, name: 'Ada', password: PASSWORD, ...VISITOR }, at(60))
}
