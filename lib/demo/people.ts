/** Invented users and their clients: the same each time. */
import type { SeenFrom } from '@/lib/events/events'

const FIRST = [
  'Ada',
  'Grace',
  'Alan',
  'Edsger',
  'Barbara',
  'Donald',
  'Radia',
  'Ken',
  'Zoë',
  'Søren',
]
const LAST = ['Quill', 'Ångström', 'O’Hara', 'Lindqvist', 'Okafor', 'Tanaka', 'Müller', 'Costa']

/** Pseudo-random numbers from a fixed seed, so that every demo is the same. */
export interface Dice {
  /** A whole number from 0 up to, but not including, `sides`. */
  roll(sides: number): number
  pick<T>(list: readonly [T, ...T[]]): T
}

export function diceOf(seed: number): Dice {
  let state = seed
  const roll = (sides: number) => {
    // The 32-bit generator of Numerical Recipes; its high bits are more random.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
  return { roll, pick: (list) => list[roll(list.length)] ?? list[0] }
}

/** The name of user `i`, and an email address that receives no mail (RFC 2606). */
export function personOf(i: number): { email: string; name: string } {
  const first = FIRST[i % FIRST.length] ?? ''
  const last = LAST[Math.floor(i / FIRST.length) % LAST.length] ?? ''
  const plain = `${first}.${last}`
    .replace('ø', 'o')
    .normalize('NFKD')
    .replace(/[^A-Za-z.]/g, '')
  return { email: `${plain.toLowerCase()}.${i + 1}@example.com`, name: `${first} ${last}` }
}

const DEVICES: readonly [Omit<SeenFrom, 'network'>, ...Omit<SeenFrom, 'network'>[]] = [
  { browser: 'Chrome', system: 'Windows', device: 'desktop' },
  { browser: 'Safari', system: 'iOS', device: 'phone' },
  { browser: 'Firefox', system: 'Linux', device: 'desktop' },
  { browser: 'Chrome', system: 'Android', device: 'phone' },
  { browser: 'Safari', system: 'macOS', device: 'desktop' },
  { browser: 'Edge', system: 'Windows', device: 'desktop' },
  { browser: 'Safari', system: 'iPadOS', device: 'tablet' },
]

/** A client in the networks reserved for examples (RFC 5737). */
export function placeBy({ roll, pick }: Dice): SeenFrom {
  const network = pick(['192.0.2', '198.51.100', '203.0.113'])
  return { ...pick(DEVICES), network: `${network}.${1 + roll(250)}` }
}

/** Another client, with another browser. */
export function placeUnlike({ browser }: SeenFrom, dice: Dice): SeenFrom {
  const client = placeBy(dice)
  return client.browser === browser ? placeUnlike(client, dice) : client
}

/** One to three different clients. */
export function placesBy(dice: Dice): [SeenFrom, ...SeenFrom[]] {
  const first = placeBy(dice)
  const others = Array.from({ length: dice.roll(3) }, () => placeBy(dice))
  const nameOf = ({ browser, system }: SeenFrom) => `${browser} ${system}`
  const names = [first, ...others].map(nameOf)
  return [first, ...others.filter((client, i) => names.indexOf(nameOf(client)) === i + 1)]
}
