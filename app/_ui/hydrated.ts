'use client'

import { useSyncExternalStore } from 'react'

const noSubscription = () => () => undefined

/** True once this page's JavaScript runs; false on the server and while hydrating. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    noSubscription,
    () => true,
    () => false,
  )
}
