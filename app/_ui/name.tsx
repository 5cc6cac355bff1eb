import type { ReactNode } from 'react'

/**
 * What a person chose or a device sent: a name, an address, a browser. It may be of any length,
 * without a space, and run from right to left, and leaves the words around it where they are.
 */
export function Name({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <bdi className={`wrap-anywhere ${className}`}>{children}</bdi>
}
