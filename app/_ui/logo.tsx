'use client'

import { Link } from './link'
import { useReader } from './reader'

/** The logo and the name of the product. */
export function Logo() {
  const { brand } = useReader()
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-2.5">
      {/* Its name stands beside it. */}
      <img src={brand.logo} alt="" className="size-8 shrink-0 object-contain" />
      <span className="min-w-0 truncate text-lg font-semibold tracking-tight text-ink">
        {brand.name}
      </span>
    </span>
  )
}

/** Leads to the start: the home page of the product, or ours. */
export function LogoLink() {
  const { brand } = useReader()
  return (
    <Link href={brand.home} className="-m-2 flex max-w-[calc(100%+1rem)] self-start rounded-lg p-2">
      <Logo />
    </Link>
  )
}
