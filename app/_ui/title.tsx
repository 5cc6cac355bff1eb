'use client'

import { useReader } from './reader'

/**
 * The title of a page behind a guard. The page renders it, so that only users whom the guard admits
 * receive it; metadata would be sent to every client.
 */
export function Title({ children }: { children: string }) {
  const { brand } = useReader()
  return <title>{`${children} · ${brand.name}`}</title>
}
