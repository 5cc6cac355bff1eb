/** People who do not exist, and where they are: the same each time. */
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

/** After some of them, on a fixed path of pseudo-random numbers, so that demonstrations agree. */
export interface Dice {
  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number
  pick<T>(list: readonly [T, ...T[]]): T
}

export function diceOf(seed: number): Dice {
  let state = seed
  const roll = (sides: number) => {
    // The constants of Numerical Recipes' generator of 32 bits; its high bits are the better ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
  return { roll, pick: (list) => list[roll(list.length)] ?? list[0] }
}

/** The person of a number: their name, and an address that no mail reaches (RFC 2606). */
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

/** Somewhere in the networks that are kept for examples (RFC 5737). */
export function placeBy({ roll, pick }: Dice): SeenFrom {
  const network = pick(['192.0.2', '198.51.100', '203.0.113'])
  return { ...pick(DEVICES), network: `${network}.${1 + roll(250)}` }
}

/** Somewhere else, in another browser. */
export function placeUnlike({ browser }: SeenFrom, dice: Dice): SeenFrom {
  const place = placeBy(dice)
  return place.browser === browser ? placeUnlike(place, dice) : place
}

/** One to three devices, no two alike, in one network or another. */
export function placesBy(dice: Dice): [SeenFrom, ...SeenFrom[]] {
  const home = placeBy(dice)
  const others = Array.from({ length: dice.roll(3) }, () => placeBy(dice))
  const nameOf = ({ browser, system }: SeenFrom) => `${browser} ${system}`
  const names = [home, ...others].map(nameOf)
  return [home, ...others.filter((place, i) => names.indexOf(nameOf(place)) === i + 1)]
}
