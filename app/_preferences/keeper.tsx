'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useReader } from '@/app/_ui/reader'
import { exactTime, timeToTheSecond, type Clock } from '@/lib/words/times'
import { PREFERENCE_COOKIES, PREFERENCE_SECONDS } from '@/lib/base/preferences'
import { PREFERENCES } from '@/lib/base/routes'

/** What a script adds to the choices of language, colours and time zone. One on every page. */
export function PreferenceKeeper() {
  const { locale, zone } = useReader()
  useEffect(() => tellZone({ locale, zone }), [locale, zone])
  const { refresh } = useRouter()
  useEffect(() => {
    const unmounted = new AbortController()
    addEventListener('submit', (event) => keepPage(event, refresh), {
      // Before anything that shows progress.
      ...{ capture: true, signal: unmounted.signal },
    })
    return () => unmounted.abort()
  }, [refresh])
  return null
}

/** Sends a choice and renders the page again, so that what was typed stays. */
function keepPage(event: SubmitEvent, refresh: () => void): void {
  const form = event.target as HTMLFormElement
  const button = event.submitter
  const isChoice = form.getAttribute('action') === PREFERENCES && !form.dataset.failed
  if (!isChoice || !(button instanceof HTMLButtonElement)) return
  event.preventDefault()
  const body = new URLSearchParams({ [button.name]: button.value })
  void isStored(body).then((stored) => {
    if (stored) return refresh()
    // The browser sends it itself, and shows why that fails.
    form.dataset.failed = 'true'
    form.requestSubmit(button)
  })
}

async function isStored(body: URLSearchParams): Promise<boolean> {
  try {
    const { type } = await fetch(PREFERENCES, { method: 'POST', body, redirect: 'manual' })
    return type === 'opaqueredirect'
  } catch {
    return false
  }
}

/**
 * Tells the server this browser's time zone, for the next pages. On this page it corrects the times
 * that the server wrote in another zone.
 */
function tellZone({ locale, zone: written }: Clock): void {
  const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions()
  if (!zone || zone === written) return
  const attributes = ['path=/', `max-age=${PREFERENCE_SECONDS}`, 'samesite=lax']
  if (location.protocol === 'https:') attributes.push('secure')
  document.cookie = [`${PREFERENCE_COOKIES.zone}=${zone}`, ...attributes].join('; ')
  for (const time of document.querySelectorAll('time')) rewrite(time, { locale, zone })
}

function rewrite(time: HTMLTimeElement, clock: Clock): void {
  const at = new Date(time.dateTime)
  if (Number.isNaN(at.getTime())) return
  const { as } = time.dataset
  if (as === 'exact') time.textContent = exactTime(at, clock)
  if (as === 'second') time.textContent = timeToTheSecond(at, clock)
  if (as === 'relative') time.title = exactTime(at, clock)
}
