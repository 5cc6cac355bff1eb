import { describe, expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { findSigningKey, listSigningKeys, updateSigningKeyStatus } from '@/db/queries/signing-keys'
import { createCheckpoint } from '@/lib/audit/checkpoint'
import { sealEvents } from '@/lib/audit/seal'
import { destroyRetiredKeys } from '@/lib/keys/destroy-retired'
import { findVerifyingKey, publicKeySet, signingKey } from '@/lib/keys/signing-keys'
import { readiness } from '@/lib/maintenance/health'
import { authenticate } from '@/lib/sessions/authenticate'
import { Unavailable } from '@/lib/base/unavailable'
import { restartWith, useFreshDatabase } from '@/tests/support/database'
import { logged } from '@/tests/support/log'
import { literal, otherProgram } from '@/tests/support/other-program'
import { at, givenSession, NOW } from '@/tests/support/people'
import { prepareInstallation, StartError } from './prepare'

const DAMAGED = 'A key in the database is damaged: restore the database from a backup.'
const LOST = 'The key that signs tokens is missing: restore the database from a backup.'

useFreshDatabase()

/** Kinds of damage to the signing key. */
const DAMAGES: Record<string, (key: Ring) => Promise<string>> = {
  'its private half lost': async () => "wrapped = ''",
  'another private half': async ({ next }) => `wrapped = ${await wrappingOf(next)}`,
  'a key of another kind in it': async () =>
    "wrapped = (SELECT wrapped FROM data_keys WHERE purpose = 'pepper')",
  'its public half alone': async () => `wrapped = ${await wrappingOf(await givenGone())}`,
  'no public half': async () => "public_jwk = 'rubbish'",
  'an empty public half': async () => "public_jwk = 'null'",
  'a public half under the id of another': async ({ next }) =>
    `public_jwk = (SELECT public_jwk FROM signing_keys WHERE id = ${literal(next)})`,
  'a public half on another curve': async () =>
    `public_jwk = replace(public_jwk, 'P-256', 'P-384')`,
  'another algorithm': async () => "algorithm = 'EdDSA'",
}

describe.each(Object.keys(DAMAGES))('a signing key with %s', (name) => {
  test('stops a start, which changes nothing', async () => {
    await damage(name)
    const before = await listSigningKeys()
    await restartWith({})
    await expect(prepareInstallation()).rejects.toThrow(new StartError(DAMAGED))
    expect(await listSigningKeys()).toEqual(before)
  })

  test('ends no session of a running server, and fails no request', async () => {
    const { tokens } = await givenSession()
    await findVerifyingKey((await signingKey()).id)
    await damage(name)
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ ok: true })
    await publicKeySet(NOW)
    // Another instance, with nothing cached.
    await restartWith({})
    await signingKey().catch(expectUnavailable)
    await findVerifyingKey('made-up')
    await publicKeySet(NOW)
  })
})

describe('missing signing keys', () => {
  test.each(['', "WHERE status = 'active'"])(
    'stop a start and are not replaced (%s)',
    async (which) => {
      await givenSession()
      await sealEvents()
      await createCheckpoint()
      await otherProgram(`DELETE FROM signing_keys ${which}`)
      const before = await listSigningKeys()
      await restartWith({})
      await expect(prepareInstallation()).rejects.toThrow(new StartError(LOST))
      expect(await listSigningKeys()).toEqual(before)
    },
  )

  test('are created when none ever existed, as after HS256', async () => {
    await otherProgram('DELETE FROM signing_keys')
    await restartWith({ TOKEN_ALGORITHM: 'HS256' })
    await sealEvents()
    await createCheckpoint()
    await restartWith({ TOKEN_ALGORITHM: 'ES256' })
    await prepareInstallation()
    expect((await signingKey()).algorithm).toBe('ES256')
  })

  test('end no session of a running server, which publishes no empty key set and is not ready', async () => {
    logged('warn')
    const { tokens } = await givenSession()
    await findVerifyingKey((await signingKey()).id)
    await otherProgram('DELETE FROM signing_keys')
    expect(await authenticate(tokens.access, 'web', at(1))).toMatchObject({ ok: true })
    await expect(publicKeySet()).rejects.toThrow(Unavailable)
    expect(await readiness()).toMatchObject({ ready: false, checks: { keys: 'unavailable' } })
  })
})

test('when two keys are active, the newer one signs and both verify', async () => {
  const { active, next } = await ring()
  await otherProgram("UPDATE signing_keys SET status = 'active'")
  await restartWith({})
  await prepareInstallation()
  const signer = await signingKey()
  expect([active, next]).toContain(signer.id)
  for (const id of [active, next]) expect(await findVerifyingKey(id)).toMatchObject({ id })
  expect(await ring()).toMatchObject({ active: signer.id })
})

test('a key with an algorithm of a later version does not stop a start', async () => {
  const { next } = await ring()
  await otherProgram(`UPDATE signing_keys SET algorithm = 'ML-DSA-65' WHERE id = ${literal(next)}`)
  await restartWith({})
  await prepareInstallation()
})

interface Ring {
  active: string
  next: string
}

async function ring(): Promise<Ring> {
  const keys = await listSigningKeys()
  const of = (status: string) => keys.find((key) => key.status === status)?.id ?? ''
  return { active: of('active'), next: of('next') }
}

async function damage(name: string): Promise<void> {
  const keys = await ring()
  const change = (await DAMAGES[name]?.(keys)) ?? ''
  await otherProgram(`UPDATE signing_keys SET ${change} WHERE id = ${literal(keys.active)}`)
}

async function wrappingOf(id: string): Promise<string> {
  return literal((await findSigningKey(id))?.wrapped ?? '')
}

/** Destroys the signing key, and marks what is left of it active again. @returns its id */
async function givenGone(): Promise<string> {
  const { active } = await ring()
  await change(active, { status: 'retiring', retiredAt: new Date(0) })
  await destroyRetiredKeys()
  await change(active, { status: 'active', retiredAt: null })
  return active
}

async function change(...step: Parameters<typeof updateSigningKeyStatus>): Promise<void> {
  await transaction({ locks: 'all' }, () => updateSigningKeyStatus(...step))
}

function expectUnavailable(error: unknown): void {
  expect(error).toBeInstanceOf(Unavailable)
}
