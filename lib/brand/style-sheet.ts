/** The colours as CSS variables for both themes, and our own mark in them. */
import { darkColours, lightColours, mix } from '@/lib/base/accent'
import {
  BLACK,
  MARK_IN_THE_DARK,
  OWN_ACCENT,
  PRINT,
  SCENE,
  STONE,
  type Hex,
  type Pair,
} from '@/lib/base/colours'

function accentPairs(accent: Hex | null): Record<keyof typeof OWN_ACCENT, Pair> {
  if (accent === null) return OWN_ACCENT
  const [light, dark] = [lightColours(accent), darkColours(accent)]
  return {
    accent: [light.accent, dark.accent],
    'accent-strong': [light.accentStrong, dark.accentStrong],
    'accent-wash': [light.accentWash, dark.accentWash],
    'on-accent': [light.onAccent, dark.onAccent],
  }
}

function nightOf(accent: Hex) {
  return {
    night: mix(accent, BLACK, 0.28),
    'night-hill': mix(accent, BLACK, 0.1),
    'night-ground': mix(accent, BLACK, 0.44),
  } satisfies Record<string, Hex>
}

/** The style sheet that gives every colour its value. @param accent null for our own */
export function colourSheet(accent: Hex | null): string {
  const pairs = Object.entries({ ...STONE, ...accentPairs(accent) })
  const single = Object.entries({ ...SCENE, ...nightOf(accent ?? OWN_ACCENT.accent[0]) })
  const print = Object.entries({ ...PRINT, accent: accent ?? OWN_ACCENT.accent[0] })
  const set = (name: string, value: string) => `--${name}:${value}`
  return [
    ':root{color-scheme:light dark;',
    [
      ...pairs.map(([name, [light, dark]]) => set(name, `light-dark(${light},${dark})`)),
      ...single.map(([name, colour]) => set(name, colour)),
    ].join(';'),
    '}',
    ':root[data-theme=light]{color-scheme:light}:root[data-theme=dark]{color-scheme:dark}',
    `@media print{:root:root{color-scheme:light;${print.map(([n, c]) => set(n, c)).join(';')}}}`,
  ].join('')
}

/** The colour around the page, for the frame that a browser draws. */
export const PAGE_COLOURS = { light: STONE.stone[0], dark: STONE.stone[1] } as const

/** Our mark: two towers, and a lit gate between them. */
export function markOf(accent: Hex | null): string {
  const light = accent ?? OWN_ACCENT.accent[0]
  const dark = accent ?? MARK_IN_THE_DARK
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    `<style>rect{fill:${light}}@media(prefers-color-scheme:dark){rect{fill:${dark}}}</style>` +
    '<rect width="32" height="32" rx="7"/>' +
    `<path d="M6.5 25V9.5h2.4v2h2.2v-2h2.4V13h5V9.5h2.4v2h2.2v-2h2.4V25z" fill="${SCENE.wall}"` +
    ` stroke="${SCENE.wall}" stroke-width=".8" stroke-linejoin="round"/>` +
    `<path d="M12.6 25.4v-4.6a3.4 3.4 0 0 1 6.8 0v4.6z" fill="${SCENE.lamp}"/></svg>`
  )
}
