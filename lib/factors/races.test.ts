import { expect, test, vi } from 'vitest'
import { lockOf, transaction } from '@/db/connection'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { confirmUser } from '@/lib/sessions/confirm'
import { givenAccount, PASSWORD, refused } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { hashingPool, holdHashing } from '@/tests/support/hashing'
import { at, LAPTOP } from '@/tests/support/people'
import { asAnother, untilOneWaits } from '@/tests/support/waiting'

useFreshDatabase()

/** The set-up used the code of its own time step. */
const LATER = 60

test('an app that is set up while the password is checked asks for its code', async () => {
  const actor = await givenActor()
  const pool = await hashingPool()
  const hashing = await holdHashing()
  const confirming = confirmUser(actor, { password: PASSWORD, from: LAPTOP }, at(LATER))
  await hashing.held()
  const factor = await transaction({ locks: lockOf(actor.userId) }, async () => {
    const before = pool.completed
    await asAnother(async () => {
      hashing.release()
      await vi.waitFor(() => expect(pool.completed).toBeGreaterThan(before), { interval: 1 })
      await untilOneWaits()
    })
    return givenAuthenticator(actor, at(0))
  })
  expect(await confirming).toEqual(refused('code-missing'))
  const proof = { password: PASSWORD, code: codeAt(factor.key, at(LATER)), from: LAPTOP }
  expect(await confirmUser(actor, proof, at(LATER))).toMatchObject({ ok: true })
})

async function givenActor(): Promise<Actor> {
  const { access } = await givenAccount()
  const found = await authenticate(access, 'web', at(0))
  if (!found.ok) throw new Error(found.reason)
  return found.actor
}
