import type { ReactNode } from 'react'

/**
 * Text that a user chose or a device sent: a name, an email address, a browser. Whatever its length
 * and direction, and even without spaces, it leaves the text around it in place.
 */
export function Name({ children, className = '' }: { children: ReactNode; className?: string }) {
  return <bdi className={`wrap-anywhere ${className}`}>{children}</bdi>
}
