'use client'

import { useEffect, useState } from 'react'
import { ProgressBar } from './progress-bar'

/** Shows progress while the browser itself sends a form, such as a log-out. */
export function FormProgress() {
  const [isLeaving, setLeaving] = useState(false)
  useEffect(() => {
    const unmounted = new AbortController()
    const { signal } = unmounted
    const onSubmit = (event: SubmitEvent) => {
      const form = event.target as HTMLFormElement
      if (!event.defaultPrevented && form.getAttribute('method') !== 'dialog') setLeaving(true)
    }
    addEventListener('submit', onSubmit, { signal })
    // Back may restore the page as it was left.
    addEventListener('pageshow', () => setLeaving(false), { signal })
    return () => unmounted.abort()
  }, [])
  return isLeaving ? <ProgressBar /> : null
}
