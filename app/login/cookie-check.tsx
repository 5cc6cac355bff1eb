'use client'

import { useEffect } from 'react'
import { MessagePage } from '@/app/_ui/message-page'
import type { Words } from '@/lib/words/catalogues'

interface Props {
  href: string
  words: Words['logIn']['checking']
}

/** Loads `href` as a whole page, which shows whether the browser kept the new cookies. */
export function CookieCheck({ href, words }: Props) {
  useEffect(() => location.replace(href), [href])
  return <MessagePage {...words} />
}
