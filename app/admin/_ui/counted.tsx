import type { ReactNode } from 'react'

interface Props {
  count: number
  /** Where counting stops: it stands for that many or more. */
  most: number
  one: string
  many: string
  /** What more there is to say of them. */
  children?: ReactNode
}

const NUMBER = new Intl.NumberFormat('en')

/** How long a list is, above it. */
export function Counted({ count, most, one, many, children }: Props) {
  if (count === 0) return null
  const number = count >= most ? `${NUMBER.format(most)} or more` : NUMBER.format(count)
  return (
    <p className="mt-4 mb-3 text-sm text-soft">
      {number} {count === 1 ? one : many}
      {children}
    </p>
  )
}
