'use client'

import { useEffect, useRef, useState } from 'react'
import { Notice } from './notice'
import type { Outcome } from './outcome'

/** The router keeps a page for Back as it was, with what it told then. */
const told = new Set<string>()

/** What came of an act, on the page that it led to. It takes the focus, so that it is heard. */
export function Flash({ outcome }: { outcome: Outcome | null }) {
  return outcome ? <Message key={outcome.id} {...outcome} /> : null
}

function Message({ id, tone, words }: Outcome) {
  const [isNew] = useState(() => !told.has(id))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
    told.add(id)
  }, [id])
  if (!isNew) return null
  return (
    <div className="mb-6">
      <Notice tone={tone} role={tone === 'good' ? 'status' : 'alert'} ref={box} tabIndex={-1}>
        {words}
      </Notice>
    </div>
  )
}
