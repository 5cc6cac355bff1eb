'use client'

import NextLink, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'
import { ProgressBar } from './progress-bar'

/**
 * A link within the app, which shows progress until the page arrives. It never prefetches, because
 * the page may be protected.
 */
export function Link({ children, ...rest }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink prefetch={false} {...rest}>
      {children}
      <WhilePending />
    </NextLink>
  )
}

function WhilePending() {
  const { pending } = useLinkStatus()
  return pending ? <ProgressBar /> : null
}
