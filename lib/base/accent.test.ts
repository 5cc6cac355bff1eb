import { describe, expect, test } from 'vitest'
import { contrast, darkColours, lightColours, mix, nearestReadable } from './accent'
import type { Hex } from './colours'

/** The greys and the corners of the cube, and many colours between. */
function* colours(): Generator<Hex> {
  for (let red = 0; red < 256; red += 51) {
    for (let green = 0; green < 256; green += 51) {
      for (let blue = 0; blue < 256; blue += 51) {
        yield `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`
      }
    }
  }
}

test.each([
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
] as const)('the contrast of %s and %s is %d', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 1)
  expect(contrast(other, one)).toBe(contrast(one, other))
})

test('colours are mixed by their channels', () => {
  expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080')
})

describe('an accent colour', () => {
  test.each(['#10584e', '#0000ff', '#000000', '#b00020'] as const)('%s is accepted', (colour) => {
    expect(nearestReadable(colour)).toBeNull()
  })

  test('that is too light has a nearest one, which is accepted and only a little darker', () => {
    const nearest = nearestReadable('#808080')
    expect(nearest).toBe('#696969')
    for (const colour of colours()) {
      const other = nearestReadable(colour)
      if (other) expect(nearestReadable(other), `${colour} to ${other}`).toBeNull()
    }
  })

  test('gives text that can be read in both themes, whatever the colour', () => {
    for (const colour of colours()) {
      const accent = nearestReadable(colour) ?? colour
      const [light, dark] = [lightColours(accent), darkColours(accent)]
      const pairs: [Hex, Hex][] = [
        [light.onAccent, light.accent],
        [light.onAccent, light.accentStrong],
        [light.accent, '#f5f3ec'],
        [light.accent, '#edeae0'],
        [light.accent, light.accentWash],
        ['#1a2421', light.accentWash],
        [dark.onAccent, dark.accent],
        [dark.onAccent, dark.accentStrong],
        [dark.accent, '#161f1d'],
        [dark.accent, '#1e2927'],
        [dark.accent, dark.accentWash],
        ['#e9edea', dark.accentWash],
      ]
      for (const [text, paper] of pairs) {
        expect(contrast(text, paper), `${accent}: ${text} on ${paper}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
})
