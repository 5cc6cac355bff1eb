import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '@/lib/base/time'
import { useFreshDatabase } from '@/tests/support/database'
import { otherProgram } from '@/tests/support/other-program'
import { challengeFor } from '@/tests/support/passkeys'
import { at, NOW } from '@/tests/support/people'
import { readChallenge } from './challenge'

useFreshDatabase()

describe('a challenge', () => {
  test('is read for its purpose and session alone, and writes nothing', async () => {
    const purposes = ['log-in', 'confirm ses_a', 'confirm ses_b', 'register ses_a'] as const
    for (const made of purposes) {
      const challenge = await challengeFor(made)
      for (const read of purposes) {
        expect((await readChallenge(challenge, read)) !== null, `${made}, ${read}`).toBe(
          made === read,
        )
      }
    }
    expect(await otherProgram('SELECT * FROM spent_challenges')).toEqual([])
  })

  test('lasts an hour for a log-in, and ten minutes for the rest', async () => {
    const ends = async (purpose: 'log-in' | 'register ses_a') =>
      (await readChallenge(await challengeFor(purpose, NOW), purpose))?.expiresAt
    expect(await ends('log-in')).toEqual(at(HOUR))
    expect(await ends('register ses_a')).toEqual(at(10 * MINUTE))
  })

  test('is never the same, and none that we did not make is read', async () => {
    const challenge = await challengeFor('log-in')
    expect(await challengeFor('log-in')).not.toBe(challenge)
    const bytes = Buffer.from(challenge, 'base64url')
    for (const place of bytes.keys()) {
      const other = Buffer.from(bytes)
      other.writeUInt8((bytes[place] ?? 0) ^ 1, place)
      expect(await readChallenge(other.toString('base64url'), 'log-in'), `${place}`).toBeNull()
    }
    for (const text of ['', 'AAAA', `${challenge}AA`, challenge.slice(0, -2), `${challenge}=`]) {
      expect(await readChallenge(text, 'log-in'), text).toBeNull()
    }
  })
})
