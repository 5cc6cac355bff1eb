import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventHashOf, GENESIS, personalHashOf, type Chained, type Personal } from './chain'

const EVENT: Omit<Chained, 'personalHash'> & Personal = {
  sequence: 1,
  id: 'evt_AAAAAAAAAAAAAAAAAAAAAA',
  type: 'authn_login_fail',
  at: new Date('2026-11-24T03:00:00.120Z'),
  userId: 'usr_BBBBBBBBBBBBBBBBBBBBBB',
  actorId: null,
  sessionId: null,
  requestId: null,
  details: '{"reason":"wrong-password"}',
  network: '192.0.2.1',
  browser: 'Chrome "β"\n',
  system: null,
  personalDetails: null,
  personalSalt: '00112233445566778899aabbccddeeff',
}

test('the hash of an event is SHA-256 over canonical JSON, as docs/audit.md says', () => {
  const personal =
    '["gatehouse-personal-1","00112233445566778899aabbccddeeff","192.0.2.1","Chrome \\"β\\"\\n",null,null]'
  const personalHash = '47bc1b09'
  expect(personalHashOf(EVENT)).toBe(sha256(personal))
  const event =
    `["gatehouse-event-1","${GENESIS}",1,"evt_AAAAAAAAAAAAAAAAAAAAAA","authn_login_fail",` +
    '"2026-11-24T03:00:00.120Z","usr_BBBBBBBBBBBBBBBBBBBBBB",null,null,null,' +
    `"{\\"reason\\":\\"wrong-password\\"}","${personalHash}"]`
  expect(eventHashOf(GENESIS, { ...EVENT, personalHash })).toBe(sha256(event))
})

test('the hashes of a known event stay the same in every version, and docs/audit.md shows them', () => {
  const personalHash = personalHashOf(EVENT)
  const hash = eventHashOf(GENESIS, { ...EVENT, personalHash })
  expect({ personalHash, hash }).toMatchInlineSnapshot(`
    {
      "hash": "89ca7d136a56288272b259aaaba38cba04d67095c82373b965e1711a9e6cd4fe",
      "personalHash": "ad97afc99418bf7ce9d01602a84186394b1b62e05f38a1a33f08678cf448b324",
    }
  `)
  const page = readFileSync('docs/audit.md', 'utf8')
  expect(page).toContain(personalHash)
  expect(page).toContain(hash)
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
