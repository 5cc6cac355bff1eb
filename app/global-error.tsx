'use client'

import { Button } from './_ui/button'
import { LogoMark } from './_ui/logo'
import './globals.css'

/** Replaces the root layout when that fails, so it renders its own document. */
export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans text-base leading-relaxed">
        <title>Something broke · Gatehouse</title>
        <main className="mx-auto flex min-h-dvh max-w-xl flex-col items-start justify-center px-6">
          <LogoMark className="size-10" />
          <h1 className="mt-6 text-2xl font-semibold tracking-tight">
            Something broke on our side
          </h1>
          <p className="mt-3 mb-7 text-lg text-soft">
            It is not your doing, and you are still signed in if you were. Try again in a moment.
          </p>
          <Button onClick={() => retry()}>Try again</Button>
        </main>
      </body>
    </html>
  )
}
