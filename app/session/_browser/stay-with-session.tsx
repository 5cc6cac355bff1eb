'use client'

import { useEffect } from 'react'
import { keepSignedIn } from './keeper'
import { neverShowKept } from './kept-page'
import { watchSession } from './session-watch'

interface Props {
  /** The id of the session this page was rendered for. */
  session: string
  /** How long the access token still lasts. */
  accessMillis: number
}

/** Keeps a tab that someone uses signed in, and takes it out when its session ends. */
export function StayWithSession({ session, accessMillis }: Props) {
  useEffect(() => keepSignedIn(accessMillis), [accessMillis])
  useEffect(() => watchSession(session), [session])
  useEffect(() => {
    const gone = new AbortController()
    neverShowKept(gone.signal)
    return () => gone.abort()
  }, [])
  return null
}
