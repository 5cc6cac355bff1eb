'use client'

import { createContext, useContext, type ReactNode } from 'react'
import type { Locale } from '@/lib/base/locales'
import type { Words } from '@/lib/words/catalogues'

/** What client components know of the page's reader, and of the product. */
export interface Reader {
  locale: Locale
  /** An IANA time zone. */
  zone: string
  /** The few texts of components that any page may hold; others come as props. */
  words: Words['browser']
  /** `home` is where the logo leads to. */
  brand: { name: string; logo: string; home: string }
}

const ReaderContext = createContext<Reader | null>(null)

export function ReaderProvider({ reader, children }: { reader: Reader; children: ReactNode }) {
  return <ReaderContext value={reader}>{children}</ReaderContext>
}

/** @throws Error outside the root layout */
export function useReader(): Reader {
  const reader = useContext(ReaderContext)
  if (!reader) throw new Error('There is no ReaderProvider around this component')
  return reader
}
