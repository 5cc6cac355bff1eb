'use client'

import NextLink, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'
import { BusyLine } from './busy-line'

/**
 * A link to a page of ours, which shows that it was clicked until that page is there. It never
 * prefetches: what lies behind may be protected.
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
  return pending ? <BusyLine /> : null
}
