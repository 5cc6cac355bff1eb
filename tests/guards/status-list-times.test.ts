import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { MINUTE } from '@/lib/base/time'
import { KNOWN_WITHIN, LIFETIME, SNAPSHOT_AGE, TIME_TO_LIVE } from '@/lib/status-lists/times'

/** What each text says about the times; it may say it more than once. */
const SAYINGS: Record<string, readonly string[]> = {
  'README.md': [
    `| within ${KNOWN_WITHIN} seconds`,
    `ended session within ${KNOWN_WITHIN} seconds`,
    `every ${TIME_TO_LIVE} s at most`,
  ],
  'docs/guarantees.md': [`within ${KNOWN_WITHIN} seconds: one second, and ${TIME_TO_LIVE} until`],
  'docs/sessions.md': [
    `\`exp\` ${['no', 'one', 'two', 'three'][LIFETIME / MINUTE]} minutes away`,
    `\`ttl\` ${TIME_TO_LIVE} seconds`,
    `\`ttl\` and one second: ${KNOWN_WITHIN} seconds`,
  ],
  'docs/verifying-tokens.md': [
    `every ${TIME_TO_LIVE} seconds`,
    `keep it for its \`ttl\`, ${TIME_TO_LIVE} seconds`,
    `within ${KNOWN_WITHIN} seconds: ${TIME_TO_LIVE}, and one`,
    `list (${TIME_TO_LIVE} seconds)`,
  ],
  'packages/verify/README.md': [
    `within ${KNOWN_WITHIN} seconds`,
    `every ${TIME_TO_LIVE} seconds`,
    `a list for ${TIME_TO_LIVE} seconds`,
  ],
  'packages/verify/src/verifier.ts': [`\`ttl\` (${TIME_TO_LIVE} seconds)`],
  'examples/shop/README.md': [`(${KNOWN_WITHIN} s at most)`],
  'examples/iot-device/README.md': [`within ${KNOWN_WITHIN} seconds`],
  'examples/machine/README.md': [`within ${KNOWN_WITHIN} seconds`],
  'examples/shop/main.ts': [
    `a status list for ${TIME_TO_LIVE} seconds`,
    `REFUSED_WITHIN_SECONDS = ${KNOWN_WITHIN}`,
  ],
  'tests/e2e/services.spec.ts': [`LIST_MS = ${TIME_TO_LIVE}_000`],
  'tests/support/issuer.ts': [`LIST_TTL = ${TIME_TO_LIVE}`],
}

test.each(Object.entries(SAYINGS))('%s says the times of status lists', (file, sayings) => {
  const text = readFileSync(file, 'utf8').replace(/\s+(\* )?/g, ' ')
  for (const saying of sayings) expect(text).toContain(saying)
})

test('a snapshot is at most the one second that the texts add', () => {
  expect(SNAPSHOT_AGE).toBe(1)
})
