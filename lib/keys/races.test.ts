import { describe, expect, test } from 'vitest'
import { listSigningKeys } from '@/db/queries/signing-keys'
import { env } from '@/lib/base/env'
import { DAY } from '@/lib/base/time'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { SECRET, useFreshDatabase } from '@/tests/support/database'
import { givenRetired, givenRing } from '@/tests/support/key-ring'
import { at, LAPTOP } from '@/tests/support/people'
import { runAtOnce } from '@/tests/support/processes'
import { eventsOf } from '@/tests/support/rows'
import { destroyRetiredKeys } from './destroy-retired'
import { rotateKeys, rotateWhenDue } from './rotate'

/** Seconds for which a key is needed after it stops signing: 10 minutes, 5 seconds, 1 minute. */
const OVER = 665
const MONTH = 30 * DAY

useFreshDatabase()

describe('rotateWhenDue', () => {
  test('happens once when many calls come at once with different clocks', async () => {
    await givenRing()
    const clocks = Array.from({ length: 8 }, (_, i) => at(MONTH + i * 600))
    const asked = await Promise.all(clocks.map((now) => rotateWhenDue(now)))
    expect(asked.filter(Boolean)).toHaveLength(1)
    expect(await statuses()).toEqual(['active', 'next', 'retiring'])
  })

  test('happens once when several instances try at once', async () => {
    await givenRing()
    const settings = { AUTH_SECRET: SECRET, DATABASE_URL: env().databaseUrl }
    const endings = await runAtOnce(TURN, 3, settings)
    expect(endings.map(({ output }) => output.trim()).sort()).toEqual(['false', 'false', 'true'])
    expect(await statuses()).toEqual(['active', 'next', 'retiring'])
  })
})

describe('rotateKeys', () => {
  test('happens once when two calls come at once', async () => {
    await givenRing()
    const results = await Promise.all([
      rotateKeys(COMMAND_LINE, LAPTOP, at(400)),
      rotateKeys(COMMAND_LINE, LAPTOP, at(400)),
    ])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await statuses()).toEqual(['active', 'next', 'retiring'])
  })
})

describe('destroyRetiredKeys', () => {
  test('happens once when many calls come at once', async () => {
    await givenRetired()
    await Promise.all(Array.from({ length: 8 }, () => destroyRetiredKeys(at(OVER + 1))))
    expect(await eventsOf('key_destroyed')).toHaveLength(1)
  })
})

const TURN = `import { rotateWhenDue } from '@/lib/keys/rotate'
---
console.log(await rotateWhenDue(new Date(${Number(at(MONTH))})))
`

async function statuses(): Promise<string[]> {
  return (await listSigningKeys()).map(({ status }) => status).sort()
}
