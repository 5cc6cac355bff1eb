import { describe, expect, it } from 'vitest'
import { clockOf } from './clock'
import { keep } from './keep'

describe('what is kept', () => {
  it('goes stale though the clock was set back', async () => {
    const world = givenWorld()
    expect(await world.kept.read()).toBe(1)
    world.wall -= 3_600_000
    world.steady += 9_999
    expect(await world.kept.read()).toBe(1)
    world.steady += 1
    expect(await world.kept.read()).toBe(2)
  })

  it('goes stale though the machine slept, and its steady clock with it', async () => {
    const world = givenWorld()
    expect(await world.kept.read()).toBe(1)
    world.wall += 10_000
    expect(await world.kept.read()).toBe(2)
  })

  it('is as old as the question, not as the answer', async () => {
    const world = givenWorld({ takesMs: 4_000 })
    expect(await world.kept.read()).toBe(1)
    pass(world, 5_999)
    expect(await world.kept.read()).toBe(1)
    pass(world, 1)
    expect(await world.kept.read()).toBe(2)
  })
})

/** Something that is fresh for ten seconds, and counts how often it was had. */
function givenWorld({ takesMs = 0 } = {}) {
  const world = { wall: 1_000_000, steady: 0 }
  let count = 0
  const kept = keep({
    load: async () => {
      pass(world, takesMs)
      count += 1
      // Where it is renewed ahead of time is another test's matter.
      return { value: count, freshMs: 10_000 }
    },
    clock: clockOf(
      () => new Date(world.wall),
      () => world.steady,
    ),
    maxStaleMs: 0,
  })
  return Object.assign(world, { kept })
}

function pass(world: { wall: number; steady: number }, ms: number): void {
  world.wall += ms
  world.steady += ms
}
