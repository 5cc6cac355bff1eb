'use client'

import { useSyncExternalStore } from 'react'
import type { Words } from '@/lib/words/catalogues'
import { CookieWords } from './cookie-words'

const noSubscription = () => () => undefined

/** Warns before anything is typed if the browser reports that it refuses cookies. */
export function CookieNote({ words }: { words: Words['accounts']['cookies'] }) {
  const refused = useSyncExternalStore(
    noSubscription,
    () => !navigator.cookieEnabled,
    () => false,
  )
  return refused ? <CookieWords words={words} /> : null
}
