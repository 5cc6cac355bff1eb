'use client'

import { useEffect } from 'react'
import { MessagePage } from '@/app/_ui/message-page'

/** Asks for `href` as a whole page, which shows whether the browser kept the cookies just set. */
export function ComeBack({ href }: { href: string }) {
  useEffect(() => location.replace(href), [href])
  return <MessagePage title="One moment…" message="Letting you in." />
}
