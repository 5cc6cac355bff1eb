/** The colours that follow from one accent colour, readable in both themes. Pure. */
import { BLACK, STONE, WHITE, type Hex } from './colours'

/** Contrast that text needs. @see WCAG 2.2 §1.4.3 */
export const TEXT_CONTRAST = 4.5

/** What text in the accent colour stands on, in the light theme and in the dark one. */
const PAPERS = [STONE.surface, STONE.stone, STONE.sunken]
const LIGHT_PAPERS: readonly Hex[] = PAPERS.map(([light]) => light)
const DARK_PAPERS: readonly Hex[] = PAPERS.map(([, dark]) => dark)
const DARK_SURFACE: Hex = STONE.surface[1]

export interface AccentColours {
  /** Fills buttons, and colours links. */
  accent: Hex
  accentStrong: Hex
  accentWash: Hex
  onAccent: Hex
}

/**
 * Null if text on `accent` and links in it can be read in the light theme; otherwise the nearest
 * darker colour of which that is true. The dark theme's colours are made lighter as needed.
 */
export function nearestReadable(accent: Hex): Hex | null {
  return isReadable(accent) ? null : firstMix(accent, BLACK, isReadable)
}

function isReadable(accent: Hex): boolean {
  return [WHITE, ...LIGHT_PAPERS].every((paper) => contrast(accent, paper) >= TEXT_CONTRAST)
}

/** @param accent one that `nearestReadable` accepts */
export function lightColours(accent: Hex): AccentColours {
  return {
    accent,
    accentStrong: mix(accent, BLACK, 0.22),
    accentWash: firstMix(
      mix(accent, WHITE, 0.86),
      WHITE,
      (wash) => contrast(wash, accent) >= TEXT_CONTRAST,
    ),
    onAccent: WHITE,
  }
}

/** The dark theme's text on its accent is as clear as its other text. */
const DARK_CONTRAST = 6.5

export function darkColours(accent: Hex): AccentColours {
  const lit = firstMix(accent, WHITE, (colour) =>
    DARK_PAPERS.every((paper) => contrast(colour, paper) >= DARK_CONTRAST),
  )
  return {
    accent: lit,
    accentStrong: mix(lit, WHITE, 0.3),
    accentWash: firstMix(
      mix(accent, DARK_SURFACE, 0.7),
      DARK_SURFACE,
      (wash) => contrast(wash, lit) >= TEXT_CONTRAST,
    ),
    onAccent: mix(accent, BLACK, 0.86),
  }
}

/** `accent` with as much of `other` as it takes; `other` itself if nothing less does. */
function firstMix(accent: Hex, other: Hex, fits: (colour: Hex) => boolean): Hex {
  for (let share = 0; share < 1; share += 0.01) {
    const mixed = mix(accent, other, share)
    if (fits(mixed)) return mixed
  }
  return other
}

/** `one` with `share` of `other`, from 0 to 1, in sRGB. */
export function mix(one: Hex, other: Hex, share: number): Hex {
  const [from, to] = [channels(one), channels(other)]
  const mixed = from.map((value, index) => Math.round(value + ((to[index] ?? 0) - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** From 1 to 21. @see WCAG 2.2, "contrast ratio" */
export function contrast(one: Hex, other: Hex): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** @see WCAG 2.2, "relative luminance" */
function luminance(colour: Hex): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channels(colour: Hex): number[] {
  return [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16))
}
