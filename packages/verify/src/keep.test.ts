import { describe, expect, test } from 'vitest'
import { clockOf } from './clock'
import { keep } from './keep'

describe('a kept value', () => {
  test('becomes stale even if the clock was set back', async () => {
    const world = givenWorld()
    expect(await world.kept.read()).toBe(1)
    world.wall -= 3_600_000
    world.steady += 9_999
    expect(await world.kept.read()).toBe(1)
    world.steady += 1
    expect(await world.kept.read()).toBe(2)
  })

  test('becomes stale even if the machine slept and its steady clock stopped', async () => {
    const world = givenWorld()
    expect(await world.kept.read()).toBe(1)
    world.wall += 10_000
    expect(await world.kept.read()).toBe(2)
  })

  test('is as old as the request, not as the answer', async () => {
    const world = givenWorld({ takesMs: 4_000 })
    expect(await world.kept.read()).toBe(1)
    pass(world, 5_999)
    expect(await world.kept.read()).toBe(1)
    pass(world, 1)
    expect(await world.kept.read()).toBe(2)
  })
})

/** A value that is fresh for ten seconds, and counts its loads. */
function givenWorld({ takesMs = 0 } = {}) {
  const world = { wall: 1_000_000, steady: 0 }
  let count = 0
  const kept = keep({
    load: async () => {
      pass(world, takesMs)
      count += 1
      // Another test covers renewal ahead of time.
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
