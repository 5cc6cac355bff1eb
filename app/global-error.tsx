'use client'

import { useSyncExternalStore } from 'react'
import { isLocale, LOCALES } from '@/lib/base/locales'
import { BROKEN } from '@/lib/words/broken'
import { Button } from './_ui/button'
import './globals.css'

const noSubscription = () => () => undefined

/**
 * Replaces the root layout when that fails. So it renders its own document, and knows neither the
 * brand nor what the user chose: it speaks the browser's language.
 */
export default function GlobalError({ retry }: { retry: () => void }) {
  const locale = useSyncExternalStore(noSubscription, browserLocale, () => 'en' as const)
  const { page, title, message, tryAgain } = BROKEN[locale]
  return (
    <html lang={locale}>
      <body className="min-h-dvh font-sans text-base leading-relaxed">
        <title>{page}</title>
        <main className="mx-auto flex min-h-dvh max-w-xl flex-col items-start justify-center px-6">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-3 mb-7 text-lg">{message}</p>
          <Button onClick={() => retry()}>{tryAgain}</Button>
        </main>
      </body>
    </html>
  )
}

function browserLocale() {
  const tags = navigator.languages.map((tag) => tag.split('-', 1)[0])
  return tags.find(isLocale) ?? LOCALES[0] ?? 'en'
}
