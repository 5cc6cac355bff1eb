'use client'

import { useEffect } from 'react'
import { exactTime, timeToTheSecond } from '@/app/_ui/times'
import { useReader } from '@/app/_ui/reader'
import { PREFERENCE_COOKIES, PREFERENCE_SECONDS } from '@/lib/base/preferences'

/**
 * Tells the server this browser's time zone, for the next pages. On this page it corrects the times
 * that the server wrote in another zone.
 */
export function TimeZone() {
  const { locale, zone: written } = useReader()
  useEffect(() => {
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions()
    if (!zone || zone === written) return
    remember(zone)
    for (const time of document.querySelectorAll('time')) rewrite(time, { locale, zone })
  }, [locale, written])
  return null
}

function remember(zone: string): void {
  const attributes = ['path=/', `max-age=${PREFERENCE_SECONDS}`, 'samesite=lax']
  if (location.protocol === 'https:') attributes.push('secure')
  document.cookie = [`${PREFERENCE_COOKIES.zone}=${zone}`, ...attributes].join('; ')
}

function rewrite(time: HTMLTimeElement, clock: Parameters<typeof exactTime>[1]): void {
  const at = new Date(time.dateTime)
  if (Number.isNaN(at.getTime())) return
  const { as } = time.dataset
  if (as === 'exact') time.textContent = exactTime(at, clock)
  if (as === 'second') time.textContent = timeToTheSecond(at, clock)
  if (as === 'relative') time.title = time.dataset.exact = exactTime(at, clock)
}
