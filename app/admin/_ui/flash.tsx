'use client'

import { useEffect, useRef } from 'react'
import { Notice } from '@/app/_ui/notice'
import type { Outcome } from './outcome'

/** What came of an act, on the page one is led back to. It takes the focus, so that it is heard. */
export function Flash({ outcome }: { outcome: Outcome | null }) {
  const box = useRef<HTMLDivElement>(null)
  const { tone, words } = outcome ?? {}
  useEffect(() => box.current?.focus(), [tone, words])
  if (!tone) return null
  return (
    <div className="mb-6">
      <Notice tone={tone} role={tone === 'good' ? 'status' : 'alert'} ref={box} tabIndex={-1}>
        {words}
      </Notice>
    </div>
  )
}
