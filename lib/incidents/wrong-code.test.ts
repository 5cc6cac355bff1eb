import { describe, expect, test } from 'vitest'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { newDeviceSecret } from '@/lib/devices/device-secret'
import type { SeenFrom } from '@/lib/events/events'
import { authenticate, type Actor } from '@/lib/sessions/authenticate'
import { completeLogIn } from '@/lib/sessions/complete-log-in'
import { logIn } from '@/lib/sessions/log-in'
import { givenAccount, PASSWORD } from '@/tests/support/accounts'
import { useFreshDatabase } from '@/tests/support/database'
import { codeAt, givenAuthenticator } from '@/tests/support/factors'
import { at, LAPTOP, PHONE } from '@/tests/support/people'
import { eventsOf } from '@/tests/support/rows'
import { allIncidents } from './all'
import { answerIncident, openIncidents } from './answer'

useFreshDatabase()

const HOUR = 3600
const WRONG = 'k3tq-9w2m-hx7d'
const TABLET: SeenFrom = { ...PHONE, network: '198.51.100.77' }

describe('a wrong code after a right password', () => {
  test('is an incident for the owner where the browser is unknown, and is answered once', async () => {
    const { actor } = await givenAda()
    await tryCode({ seconds: 60, from: PHONE })
    const [incident, ...others] = await openIncidents(actor, 5)
    expect(others).toEqual([])
    expect(incident).toMatchObject({
      kind: 'wrong-code',
      here: false,
      app: null,
      known: { at: at(0), network: LAPTOP.network, browser: LAPTOP.browser },
      came: { at: at(60), network: PHONE.network, browser: PHONE.browser, system: PHONE.system },
    })
    expect(await allIncidents(COMMAND_LINE, {}, at(61))).toMatchObject({
      count: 1,
      incidents: [{ kind: 'wrong-code', isAlive: false, answeredAt: null }],
    })
    await answerIncident(actor, incident?.id ?? 'inc_none', at(70))
    expect(await openIncidents(actor, 5)).toEqual([])
  })

  test('asks the owner once an hour, and again after an answer', async () => {
    const { actor } = await givenAda()
    for (const seconds of [60, 61, 62]) await tryCode({ seconds, from: PHONE })
    expect(await eventsOf('authn_code_fail')).toHaveLength(3)
    const [first, ...others] = await openIncidents(actor, 5)
    expect(others).toEqual([])
    await answerIncident(actor, first?.id ?? 'inc_none', at(70))
    await tryCode({ seconds: 80, from: PHONE })
    expect(await openIncidents(actor, 5)).toHaveLength(1)
    await tryCode({ seconds: 80 + HOUR, from: PHONE })
    expect(await openIncidents(actor, 5)).toHaveLength(2)
  })

  test('is none in a browser that the account knows', async () => {
    const { actor, key } = await givenAda()
    const here = { from: LAPTOP, deviceSecret: newDeviceSecret() }
    await tryCode({ seconds: 60, ...here, codes: [codeAt(key, at(60))] })
    await tryCode({ seconds: 120, ...here })
    expect(await openIncidents(actor, 5)).toEqual([])
    expect(await eventsOf('authn_code_fail')).toHaveLength(1)
  })

  test('is answered by a right code in the same log-in, and by no other log-in', async () => {
    const { actor, key } = await givenAda()
    await tryCode({ seconds: 60, from: TABLET })
    const [strange] = await openIncidents(actor, 5)
    // The owner, on a new phone.
    await tryCode({ seconds: 60 + HOUR, from: PHONE, codes: [WRONG, codeAt(key, at(60 + HOUR))] })
    expect(await openIncidents(actor, 5)).toMatchObject([{ id: strange?.id }])
    const { incidents } = await allIncidents(COMMAND_LINE)
    expect(incidents.map(({ answeredAt }) => answeredAt)).toEqual([at(60 + HOUR), null])
    // The same client, in a log-in without a wrong code, or in a later one.
    const later = 60 + 3 * HOUR
    await tryCode({ seconds: later, from: TABLET, codes: [codeAt(key, at(later))] })
    await tryCode({
      seconds: later + 60,
      from: TABLET,
      codes: [WRONG, codeAt(key, at(later + 60))],
    })
    expect(await openIncidents(actor, 5)).toMatchObject([{ id: strange?.id }])
  })

  test('of a stranger stays open when the owner, at the same time, mistypes and gets in', async () => {
    const { actor, key } = await givenAda()
    const attempt = { email: 'ada@example.com', password: PASSWORD, persistent: true, from: PHONE }
    const asked = await logIn(attempt, at(60))
    if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
    await tryCode({ seconds: 61, from: TABLET })
    for (const code of [WRONG, codeAt(key, at(62))])
      await completeLogIn({ token: asked.token, code, from: PHONE }, at(62))
    expect(await openIncidents(actor, 5)).toMatchObject([{ came: { network: TABLET.network } }])
  })
})

interface Try {
  seconds: number
  from: SeenFrom
  deviceSecret?: string
  codes?: readonly string[]
}

/** A right password, and then these codes. */
async function tryCode({ seconds, codes = [WRONG], ...client }: Try): Promise<void> {
  const attempt = { email: 'ada@example.com', password: PASSWORD, persistent: true, ...client }
  const asked = await logIn(attempt, at(seconds))
  if (asked.ok || asked.reason !== 'second-factor') throw new Error('No code was asked for')
  for (const code of codes)
    await completeLogIn({ token: asked.token, code, ...client }, at(seconds))
}

async function givenAda(): Promise<{ actor: Actor; key: string }> {
  const { access } = await givenAccount()
  const found = await authenticate(access, 'web', at(0))
  if (!found.ok) throw new Error(found.reason)
  const { key } = await givenAuthenticator(found.actor, at(0))
  return { actor: found.actor, key }
}
