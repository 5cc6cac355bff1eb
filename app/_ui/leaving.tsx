'use client'

import { useEffect, useState } from 'react'
import { BusyLine } from './busy-line'

/** Shows that the browser itself is sending a form, such as a log-out, until its answer is there. */
export function Leaving() {
  const [isLeaving, setLeaving] = useState(false)
  useEffect(() => {
    const gone = new AbortController()
    const { signal } = gone
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target as HTMLFormElement
      if (!event.defaultPrevented && form.getAttribute('method') !== 'dialog') setLeaving(true)
    }
    addEventListener('submit', onSubmit, { signal })
    // Back brings a page as it was left.
    addEventListener('pageshow', () => setLeaving(false), { signal })
    return () => gone.abort()
  }, [])
  return isLeaving ? <BusyLine /> : null
}
