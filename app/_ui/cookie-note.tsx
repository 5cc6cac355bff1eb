'use client'

import { useSyncExternalStore } from 'react'
import { CookieWords } from './cookie-words'

const never = () => () => undefined

/** Warns before anything is typed, when the browser says itself that it refuses cookies. */
export function CookieNote() {
  const refused = useSyncExternalStore(
    never,
    () => !navigator.cookieEnabled,
    () => false,
  )
  return refused ? <CookieWords /> : null
}
