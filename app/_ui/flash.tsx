'use client'

import { useEffect, useRef, useState } from 'react'
import { Notice } from './notice'
import type { Outcome } from './outcome'

/** Ids of messages already shown: Back restores a cached page together with its message. */
const shownIds = new Set<string>()

/** The outcome of an action, on the page it led to. It takes the focus, to be announced. */
export function Flash({ outcome }: { outcome: Outcome | null }) {
  return outcome ? <Message key={outcome.id} {...outcome} /> : null
}

function Message({ id, tone, words }: Outcome) {
  const [isNew] = useState(() => !shownIds.has(id))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.focus()
    shownIds.add(id)
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
