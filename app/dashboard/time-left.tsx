'use client'

import { useEffect, useState } from 'react'
import { listenToTabs } from '@/app/session/_browser/tabs'

/** Counts down from the server's value, and restarts when a tab has refreshed. */
export function TimeLeft({ millis }: { millis: number }) {
  const [left, setLeft] = useState(millis)
  useEffect(() => {
    let end = Date.now() + millis
    const show = () => setLeft(Math.max(0, end - Date.now()))
    show()
    const timer = setInterval(show, 1000)
    const stopListening = listenToTabs((message) => {
      if (message.type === 'refreshed') end = message.expiresAt
    })
    return () => {
      clearInterval(timer)
      stopListening()
    }
  }, [millis])

  return (
    <span role="timer" className="tabular-nums">
      {left > 0 ? inWords(Math.ceil(left / 1000)) : 'Renewed when you go on'}
    </span>
  )
}

function inWords(seconds: number): string {
  const units = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const
  const first = units.findIndex(([amount]) => amount > 0)
  return units
    .slice(first, first + 2)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
}
