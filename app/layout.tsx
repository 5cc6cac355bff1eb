import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { THEMES, type Theme } from '@/lib/base/preferences'
import { brand } from '@/lib/brand/brand'
import { PAGE_COLOURS } from '@/lib/brand/style-sheet'
import { titleTemplate } from '@/lib/brand/title'
import { currentFlash } from '@/lib/request/flash'
import { preferences } from '@/lib/request/preferences'
import { Footer } from './_preferences/footer'
import { currentReader } from './_ui/current-reader'
import { Shell } from './_ui/shell'
import touchIcon from './_ui/touch-icon.png'
// Every page has links, and refers to the pages of errors. The layout loads their code, or every page
// would name further scripts.
import './_ui/link'
import './_ui/not-found-message'
import './error'
import './global-error'
import './globals.css'

const inter = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter',
})

// Fetched only when a page contains a letter of this range, such as the ł in a name.
const interExtended = localFont({
  src: '../node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  weight: '100 900',
  variable: '--font-inter-ext',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      value:
        'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1E00-1E9F, U+1EF2-1EFF',
    },
  ],
})

/**
 * Getters, since the brand is known when the server starts and not when it is built: a function
 * would cost each page a promise more. Pages have descriptions of their own.
 */
export const metadata: Metadata = {
  // No default: pages behind a guard render their titles after it.
  get title() {
    return { default: '', template: titleTemplate(brand().name) }
  },
  get applicationName() {
    return brand().name
  },
  get icons() {
    const { logo, hasOwnLogo } = brand()
    const icon = { url: logo.path, type: logo.type }
    if (!hasOwnLogo) return { icon, apple: { url: touchIcon.src, sizes: '180x180' } }
    return logo.type === 'image/png' ? { icon, apple: icon } : { icon }
  },
}

export const viewport: Viewport = { colorScheme: 'light dark' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request, because its scripts carry that request's nonce.
  await connection()
  const [reader, { theme }, flash] = await Promise.all([
    currentReader(),
    preferences(),
    currentFlash(),
  ])
  const { colours } = brand()
  return (
    <html
      lang={reader.locale}
      data-theme={theme ?? undefined}
      className={`${inter.variable} ${interExtended.variable}`}
    >
      <head>
        <link rel="stylesheet" href={colours.path} precedence="first" />
        <PageColour theme={theme} />
      </head>
      <body className="flex min-h-dvh flex-col font-sans text-base leading-relaxed antialiased">
        <Shell reader={reader} flash={flash}>
          {children}
        </Shell>
        <Footer locale={reader.locale} theme={theme} />
      </body>
    </html>
  )
}

/** The colour of the frame that a browser draws around the page. */
function PageColour({ theme }: { theme: Theme | null }) {
  if (theme) return <meta name="theme-color" content={PAGE_COLOURS[theme]} />
  return THEMES.map((one) => (
    <meta
      key={one}
      name="theme-color"
      media={`(prefers-color-scheme: ${one})`}
      content={PAGE_COLOURS[one]}
    />
  ))
}
