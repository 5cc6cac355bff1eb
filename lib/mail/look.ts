/** How the parts of a mail look. */
import { darkColours, lightColours } from '@/lib/base/accent'
import { OWN_ACCENT, STONE } from '@/lib/base/colours'
import { env } from '@/lib/base/env'

type Colour = 'page' | 'card' | 'line' | 'ink' | 'soft' | 'accent' | 'onAccent'
type Colours = Readonly<Record<Colour, string>>

interface Look {
  readonly style?: string
  /** Which colour each property has; the values depend on the brand and the theme. */
  readonly colours?: Readonly<Partial<Record<'background' | 'border-color' | 'color', Colour>>>
}

const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif'
const TEXT = `${FONT};font-size:16px;line-height:1.55`
const PARAGRAPH = `${TEXT};margin:0 0 16px`
// An address longer than a narrow screen must not widen the mail.
const NARROW = 'table-layout:fixed'
const BREAKS = 'overflow-wrap:break-word;word-wrap:break-word'

const LOOKS = {
  page: {
    style: 'margin:0;padding:0;-webkit-text-size-adjust:100%',
    colours: { background: 'page', color: 'ink' },
  },
  sheet: { style: NARROW, colours: { background: 'page' } },
  around: { style: 'padding:32px 16px' },
  card: {
    style: `max-width:520px;border:1px solid;border-radius:12px;${NARROW}`,
    colours: { background: 'card', 'border-color': 'line' },
  },
  inside: { style: `padding:28px 28px 12px;${BREAKS}` },
  sender: {
    style: `${TEXT};font-weight:600;margin:0 0 20px`,
    colours: { color: 'accent' },
  },
  title: {
    style: `${FONT};font-size:22px;line-height:1.3;font-weight:700;margin:0 0 16px`,
    colours: { color: 'ink' },
  },
  text: { style: PARAGRAPH, colours: { color: 'ink' } },
  facts: { style: 'margin:0 0 16px' },
  term: {
    style: `${TEXT};padding:2px 16px 2px 0;vertical-align:top`,
    colours: { color: 'soft' },
  },
  value: {
    style: `${TEXT};font-weight:600;padding:2px 0;word-break:break-word`,
    colours: { color: 'ink' },
  },
  act: { style: `${TEXT};margin:24px 0` },
  // The border of its own colour stands for the padding where links have none.
  button: {
    style:
      'display:inline-block;padding:6px 10px;border:solid;border-width:6px 12px;border-radius:8px;font-weight:600;text-decoration:none',
    colours: { background: 'accent', 'border-color': 'accent', color: 'onAccent' },
  },
  note: { style: PARAGRAPH, colours: { color: 'soft' } },
  copy: {
    style: `${PARAGRAPH};font-size:14px;border-top:1px solid;padding-top:16px`,
    colours: { color: 'soft', 'border-color': 'line' },
  },
  link: { colours: { color: 'accent' } },
  // Nobody reads it, and some programs break only where they are told to.
  address: { style: 'word-break:break-all', colours: { color: 'accent' } },
  foot: { style: `max-width:520px;padding:20px 28px;text-align:left;${BREAKS}` },
  footer: {
    style: `${PARAGRAPH};font-size:13px;margin:0 0 6px`,
    colours: { color: 'soft' },
  },
  home: { colours: { color: 'soft' } },
} as const satisfies Record<string, Look>

export type Part = keyof typeof LOOKS

/** Each part's own style: many mail programs drop style sheets. It is that of the light theme. */
export function styleOf(part: Part): string {
  const { style = '', colours }: Look = LOOKS[part]
  return [style, coloured(colours, themes().light)].filter(Boolean).join(';')
}

/** The dark theme, over the parts' own styles. */
export function darkSheet(): string {
  const { dark } = themes()
  const rules = Object.entries<Look>(LOOKS)
    .filter(([, { colours }]) => colours)
    .map(([part, { colours }]) => `.${part}{${coloured(colours, dark, '!important')}}`)
  return `@media (prefers-color-scheme:dark){${rules.join('')}}`
}

function coloured(colours: Look['colours'] = {}, values: Colours, rank = ''): string {
  return Object.entries(colours)
    .map(([property, colour]) => `${property}:${values[colour]}${rank}`)
    .join(';')
}

interface Themes {
  readonly light: Colours
  readonly dark: Colours
}

/** Of each accent colour: finding the shades that can be read takes time. */
const found = new Map<string, Themes>()

function themes(): Themes {
  const { accentColor } = env()
  const known = found.get(accentColor ?? '')
  if (known) return known
  const own = (index: 0 | 1) => ({
    ...{ page: STONE.stone[index], card: STONE.surface[index], line: STONE.line[index] },
    ...{ ink: STONE.ink[index], soft: STONE.soft[index] },
    ...{ accent: OWN_ACCENT.accent[index], onAccent: OWN_ACCENT['on-accent'][index] },
  })
  const made = {
    light: { ...own(0), ...(accentColor && lightColours(accentColor)) },
    dark: { ...own(1), ...(accentColor && darkColours(accentColor)) },
  }
  found.set(accentColor ?? '', made)
  return made
}
