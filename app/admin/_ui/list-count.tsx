import type { ReactNode } from 'react'

interface Props {
  count: number
  /** Where counting stops: it means this many or more. */
  most: number
  one: string
  many: string
  /** Text after the count. */
  children?: ReactNode
}

const NUMBER = new Intl.NumberFormat('en')

/** The length of a list, shown above it. */
export function ListCount({ count, most, one, many, children }: Props) {
  if (count === 0) return null
  const number = count >= most ? `${NUMBER.format(most)} or more` : NUMBER.format(count)
  return (
    <p className="mt-4 mb-3 text-sm text-soft">
      {number} {count === 1 ? one : many}
      {children}
    </p>
  )
}
