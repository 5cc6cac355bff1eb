'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/** An answer uses up the challenge of the page, so each new one brings a fresh page. */
export function useFreshPage(state: { status: string }): void {
  const router = useRouter()
  useEffect(() => {
    if (state.status !== 'idle') router.refresh()
  }, [state, router])
}
