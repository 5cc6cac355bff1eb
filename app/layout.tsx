import type { Metadata, Viewport } from 'next'
import localFont from 'next/font/local'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { currentFlash } from '@/lib/request/flash'
import { FormProgress } from './_ui/form-progress'
import { OldPage } from './_ui/old-page'
// Every page and every error page has links. The layout loads their code, or each would bring a copy.
import './_ui/link'
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

export const metadata: Metadata = {
  // No default: pages behind a guard render their titles after it.
  title: { default: '', template: '%s · Gatehouse' },
  description: 'Sign-in that can really be ended: log in, see every device, log out everywhere.',
  applicationName: 'Gatehouse',
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f3ec' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1615' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request, because its scripts carry that request's nonce.
  await connection()
  return (
    <html lang="en" className={`${inter.variable} ${interExtended.variable}`}>
      <body className="min-h-dvh font-sans text-base leading-relaxed antialiased">
        <FormProgress />
        <OldPage flash={await currentFlash()}>{children}</OldPage>
      </body>
    </html>
  )
}
