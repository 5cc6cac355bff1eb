'use client'

import { useSyncExternalStore } from 'react'
import { CookieWords } from './cookie-words'

const noSubscription = () => () => undefined

/** Warns before anything is typed if the browser reports that it refuses cookies. */
export function CookieNote() {
  const refused = useSyncExternalStore(
    noSubscription,
    () => !navigator.cookieEnabled,
    () => false,
  )
  return refused ? <CookieWords /> : null
}
