'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { Link } from '@/app/_ui/link'
import { closeAccountMenu, closeAccountMenuFromOutside } from './close-account-menu'

const LOOK =
  'relative flex min-h-11 items-center px-1 min-[23.5rem]:px-1.5 max-sm:text-sm text-soft hover:text-ink sm:px-2.5 ' +
  'aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:absolute ' +
  'aria-[current]:after:inset-x-1 min-[23.5rem]:aria-[current]:after:inset-x-1.5 sm:aria-[current]:after:inset-x-2.5 aria-[current]:after:bottom-0 ' +
  // A border, because forced colours hide every other line.
  'aria-[current]:after:border-b-2 aria-[current]:after:border-accent'

interface Props {
  label: string
  places: readonly { href: string; label: string }[]
}

/** Links to the pages of one area. They wrap onto a second line, so that all stay visible. */
export function Navigation({ label, places }: Props) {
  const path = usePathname()
  useEffect(closeAccountMenu, [path])
  useEffect(() => {
    const unmounted = new AbortController()
    closeAccountMenuFromOutside(unmounted.signal)
    return () => unmounted.abort()
  }, [])
  const [start] = places
  return (
    <nav aria-label={label} className="-ml-1 min-w-0 min-[23.5rem]:-ml-1.5 sm:-ml-2.5">
      <ul className="flex flex-wrap">
        {places.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={ariaCurrent(path, href, start?.href === href)}
              className={LOOK}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function ariaCurrent(path: string, href: string, isStart: boolean): 'page' | 'true' | undefined {
  if (path === href) return 'page'
  // Also current on the pages below it, such as one user of the list.
  return !isStart && path.startsWith(`${href}/`) ? 'true' : undefined
}
