/** Every colour of the pages. No other file names one. */

/** `#rrggbb`, or with transparency `#rrggbbaa`. */
export type Hex = `#${string}`

export type Pair = readonly [light: Hex, dark: Hex]

/** Limestone, ink and lantern light. */
export const STONE = {
  stone: ['#f5f3ec', '#0f1615'],
  surface: ['#fffefb', '#161f1d'],
  sunken: ['#edeae0', '#1e2927'],
  line: ['#dcd7c9', '#2b3835'],
  edge: ['#868071', '#71827c'],
  ink: ['#1a2421', '#e9edea'],
  soft: ['#545f5a', '#a6b3ae'],
  lantern: ['#7d5200', '#efc06a'],
  'lantern-wash': ['#faeecf', '#372a0f'],
  danger: ['#9f2a20', '#f59b90'],
  'danger-strong': ['#83211a', '#ffb9b0'],
  'danger-wash': ['#fbeae6', '#3c1c18'],
  'on-danger': ['#ffffff', '#330b07'],
  shade: ['#1a242112', '#00000059'],
  'chart-good': ['#1f7a6b', '#4fb5a4'],
  'chart-warm': ['#b8790f', '#dba64a'],
  'chart-bad': ['#b5392c', '#ec8175'],
  'chart-cool': ['#4a6fa5', '#84a9dd'],
  'chart-plum': ['#86508a', '#c592c9'],
} as const satisfies Record<string, Pair>

/** The accent of an installation that chose none. */
export const OWN_ACCENT = {
  accent: ['#10584e', '#62cab8'],
  'accent-strong': ['#0b453d', '#86dccd'],
  'accent-wash': ['#e1eee9', '#17352f'],
  'on-accent': ['#ffffff', '#06231e'],
} as const satisfies Record<string, Pair>

/** The scene of the entrance, at night in both themes. */
export const SCENE = {
  wall: '#f5f3ec',
  'wall-shade': '#d9d3c2',
  moon: '#f2d9a0',
  lamp: '#e3a02c',
  window: '#fbe2a8',
  'on-night': '#f5f3ec',
  'on-night-soft': '#d5e2dc',
  'on-night-edge': '#9db8b0',
  lit: '#f2c66b',
  'lit-strong': '#f8d78f',
  'on-lit': '#2b1d00',
} as const satisfies Record<string, Hex>

export const PRINT = {
  ...{ stone: '#ffffff', surface: '#ffffff', sunken: '#ffffff', line: '#b8b8b8' },
  ...{ ink: '#000000', soft: '#333333', danger: '#9f2a20', lantern: '#7d5200', shade: '#00000000' },
} as const satisfies Record<string, Hex>

/** The ground of our mark in the dark theme; in the light one it is the accent. */
export const MARK_IN_THE_DARK: Hex = '#1d7567'
export const WHITE: Hex = '#ffffff'
export const BLACK: Hex = '#000000'
