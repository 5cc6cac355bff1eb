/** Nobody learns from an answer, or from its time, which addresses have an account. */
import { ask, fromPageOn, hiddenFields, multipart } from '../support/http'
import { startMailServer, type MailServer } from '../support/smtp'
import { startServer, type TestServer } from '../support/server'
import { expect, givenPerson, shareDatabase, test } from './fixtures'

/** Of each kind. `npm run test:long -- enumeration` makes more, and then judges the times too. */
const TRIES = Number(process.env.TRIES ?? 2)
const MEASURES = TRIES >= 100
/** Answers before these are slower, as the server compiles its code. */
const WARM_UP = MEASURES ? 20 : 0
/** How far the medians may differ. */
const TOLERANCE = 0.05

const ACTS = {
  forgot: { path: '/forgot-password', fields: {} },
  'log-in': { path: '/login', fields: { password: 'a wrong passphrase' } },
  'sign-up': { path: '/signup', fields: { name: '', password: 'nine otters under a piano' } },
} as const

let mail: MailServer
let server: TestServer
let networks = 0

test.beforeAll(async () => {
  mail = await startMailServer()
  server = await startServer({
    env: { SMTP_URL: mail.url, EMAIL_VERIFICATION: 'asked', TRUSTED_PROXIES: '127.0.0.1,::1' },
  })
})

test.afterAll(async () => {
  await server.stop()
  await mail.stop()
})

test('an address with an account and one without get the same answer, in the same time', async () => {
  test.setTimeout(60_000 + TRIES * 3_000)
  await shareDatabase(server)
  const figures: string[] = []
  // Sign-up comes last, since it makes accounts of the others.
  for (const [act, { path, fields }] of Object.entries(ACTS)) {
    const page = await ask(server.origin + path)
    const hidden = hiddenFields(page.body, 'name="email"')
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < WARM_UP + TRIES; round += 1) {
      const { email } = await givenPerson()
      const addresses = { known: email, unknown: email.replace('person', 'nobody') }
      const said = { known: '', unknown: '' }
      for (const kind of Math.random() < 0.5 ? KINDS : KINDS.toReversed()) {
        const address = addresses[kind]
        const form = multipart({ ...hidden, ...fields, email: address })
        const from = { ...fromPageOn(server.origin), 'x-forwarded-for': anotherNetwork() }
        const started = performance.now()
        const answer = await ask(server.origin + path, {
          ...form,
          headers: { ...form.headers, ...from },
        })
        if (round >= WARM_UP) times[kind].push(performance.now() - started)
        said[kind] = `${answer.status} ${wordsOf(answer.body).replaceAll(address, 'ADDRESS')}`
      }
      expect(said.known, act).toBe(said.unknown)
      expect(said.known, act).toMatch(/^200 .*(ADDRESS|incorrect)/)
    }
    const [known, unknown] = [median(times.known), median(times.unknown)]
    figures.push(`${act} ${known.toFixed(2)} and ${unknown.toFixed(2)} ms`)
    if (MEASURES) expect.soft(Math.abs(known / unknown - 1), act).toBeLessThan(TOLERANCE)
  }
  if (MEASURES)
    console.log(`${TRIES} tries, medians with and without an account: ${figures.join(', ')}`)
})

const KINDS = ['known', 'unknown'] as const

/** Else the limits of one network would refuse. */
function anotherNetwork(): string {
  networks += 1
  return `10.1.${networks >> 8}.${networks & 255}`
}

/** What a page says, without its markup. */
function wordsOf(html: string): string {
  return html
    .replace(/<(script|style)\b[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2
}
