'use client'

import { useEffect } from 'react'
import { MessagePage } from '@/app/_ui/message-page'

/** Loads `href` as a whole page, which shows whether the browser kept the new cookies. */
export function CookieCheck({ href }: { href: string }) {
  useEffect(() => location.replace(href), [href])
  return <MessagePage title="One moment…" message="Letting you in." />
}
