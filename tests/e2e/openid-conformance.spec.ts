/**
 * The cases of docs/openid-conformance.md: test plans of the OpenID Foundation and the attacks of
 * RFC 9700, each against the built server.
 */
import { PLANS } from '../support/conformance/plans'
import type { Given } from '../support/conformance/case'
import { givenApp, type RelyingParty } from '../support/relying-party'
import { cookieHeader, tokensFor } from '../support/session'
import { expect, givenPerson, shareDatabase, test, type Person } from './fixtures'

for (const { title, cases } of PLANS) {
  test.describe(title, () => {
    for (const { name, answer, see } of cases) {
      test(`${name}: ${answer}`, async ({ server }) => {
        await shareDatabase(server)
        expect(await see(await given(server.origin))).toBe(answer)
      })
    }
  })
}

/** The same for all cases: what they ask for hangs on a session of their own. */
let common: { origin: string; person: Person; app: RelyingParty } | undefined

async function given(origin: string): Promise<Given> {
  if (common?.origin !== origin) {
    common = { origin, person: await givenPerson(), app: await givenApp(origin) }
  }
  const tokens = await tokensFor(common.person)
  return {
    origin,
    email: common.person.email,
    tokens,
    cookie: cookieHeader(tokens),
    app: common.app,
    another: (input) => givenApp(origin, input),
  }
}
