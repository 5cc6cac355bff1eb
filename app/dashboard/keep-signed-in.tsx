'use client'

import { useEffect } from 'react'
import { keepSignedIn } from './keeper'

/** Keeps a tab that someone uses signed in. It learns how long the access token lasts, no more. */
export function KeepSignedIn({ accessMillis }: { accessMillis: number }) {
  useEffect(() => keepSignedIn(accessMillis), [accessMillis])
  return null
}
