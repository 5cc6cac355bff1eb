'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'

const PAGES = [
  { href: '/dashboard', label: 'Overview' },
  { href: '/dashboard/sessions', label: 'Sessions' },
  { href: '/dashboard/security', label: 'Security' },
]

export function Navigation() {
  const here = usePathname()
  return (
    <nav aria-label="Dashboard" className="-ml-2.5">
      <ul className="flex">
        {PAGES.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={false}
              aria-current={here === href ? 'page' : undefined}
              className="relative flex min-h-12 items-center px-2.5 text-soft hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:after:absolute aria-[current=page]:after:inset-x-2.5 aria-[current=page]:after:bottom-0 aria-[current=page]:after:h-0.5 aria-[current=page]:after:bg-ivy"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
