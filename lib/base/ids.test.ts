import { describe, expect, test } from 'vitest'
import {
  isActorId,
  isIncidentId,
  isSessionId,
  isUserId,
  newEventId,
  newIncidentId,
  newSessionId,
  newTokenId,
  newUserId,
} from './ids'

describe('new ids', () => {
  test('have a prefix that names their kind, and 128 random bits', () => {
    const makers = { usr: newUserId, ses: newSessionId, tok: newTokenId, evt: newEventId }
    for (const [prefix, make] of Object.entries(makers)) {
      const [before, random = ''] = make().split(/_(.*)/s)
      expect(before).toBe(prefix)
      expect(random).toMatch(/^[A-Za-z0-9_-]{22}$/)
      expect(Buffer.from(random, 'base64url')).toHaveLength(16)
    }
  })

  test('never repeat', () => {
    const many = Array.from({ length: 20_000 }, () => newSessionId())
    expect(new Set(many).size).toBe(many.length)
  })

  test('vary in every byte', () => {
    const many = Array.from({ length: 300 }, () => Buffer.from(newTokenId().slice(4), 'base64url'))
    for (let byte = 0; byte < 16; byte += 1) {
      expect(new Set(many.map((id) => id[byte])).size).toBeGreaterThan(100)
    }
  })
})

describe('a text from outside', () => {
  test('is an id of the kind that its prefix names', () => {
    const made = [newUserId(), newSessionId(), newIncidentId(), newTokenId()]
    expect(made.map(isUserId)).toEqual([true, false, false, false])
    expect(made.map(isSessionId)).toEqual([false, true, false, false])
    expect(made.map(isIncidentId)).toEqual([false, false, true, false])
    expect([...made.slice(0, 2), 'command-line', 'system', 'root'].map(isActorId)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ])
  })

  test.each([
    '',
    'usr',
    'usr_',
    ' usr_a',
    'usr_a\n',
    'usr_a\0',
    'usr_a b',
    'USR_a',
    'usr_é',
    "usr_a'--",
    `usr_${'x'.repeat(61)}`,
  ])('is no id when it is %j', (text) => {
    expect(isUserId(text)).toBe(false)
  })
})
