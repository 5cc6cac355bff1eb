'use client'

import { useEffect, useState } from 'react'
import { listenToTabs } from '@/app/session/_browser/tabs'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'

interface Props {
  millis: number
  words: Words['overview']['timeLeft']
}

/** Counts down from the server's value, and restarts when a tab has refreshed. */
export function TimeLeft({ millis, words }: Props) {
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
      {left > 0 ? inWords(Math.ceil(left / 1000), words) : words.none}
    </span>
  )
}

/** Not by `Intl`, since browsers and the server may know different names of units. */
function inWords(seconds: number, words: Props['words']): string {
  const units = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const
  const first = units.findIndex(([amount]) => amount > 0)
  return units
    .slice(first, first + 2)
    .map(([amount, unit]) => fill(words[unit], { n: amount }))
    .join(' ')
}
