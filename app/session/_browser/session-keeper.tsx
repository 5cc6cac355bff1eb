'use client'

import { useEffect } from 'react'
import { keepSignedIn } from './auto-refresh'
import { reloadCachedPages } from './back-forward-cache'
import { watchSession } from './session-watch'

interface Props {
  /** The id of the session this page was rendered for. */
  session: string
  /** How long the access token still lasts. */
  accessMillis: number
}

/** Keeps a tab in use signed in, and takes it to the log-in page when its session ends. */
export function SessionKeeper({ session, accessMillis }: Props) {
  useEffect(() => keepSignedIn(accessMillis), [accessMillis])
  useEffect(() => watchSession(session), [session])
  useEffect(() => {
    const unmounted = new AbortController()
    reloadCachedPages(unmounted.signal)
    return () => unmounted.abort()
  }, [])
  return null
}
