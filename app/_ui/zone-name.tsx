'use client'

import { useSyncExternalStore } from 'react'
import { useReader } from './reader'

const noSubscription = () => () => undefined

/** The time zone of the times on this page, which `PreferenceKeeper` corrects on a first visit. */
export function ZoneName() {
  const { zone: written } = useReader()
  return useSyncExternalStore(
    noSubscription,
    () => new Intl.DateTimeFormat().resolvedOptions().timeZone || written,
    () => written,
  )
}
