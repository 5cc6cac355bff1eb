import type { ReactNode } from 'react'
import { GateScene } from './gate-scene'
import { Logo } from './logo'
import { Link } from './link'

interface Props {
  title: string
  lead?: ReactNode
  children: ReactNode
}

/**
 * The frame of the pages for visitors: log-in, sign-up, setup and password reset. The content
 * starts at a fixed height, so that a message moves nothing.
 */
export function Entrance({ title, lead, children }: Props) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
      <main className="flex flex-col px-4 py-6 sm:px-8">
        <Link href="/" className="-m-2 self-start rounded-lg p-2">
          <Logo />
        </Link>
        <div className="mx-auto flex w-full max-w-sm grow flex-col gap-6 pt-8 pb-10 sm:pt-[12dvh]">
          <div>
            <h1 className="text-2xl leading-tight font-semibold tracking-tight sm:text-3xl">
              {title}
            </h1>
            {lead && <p className="mt-2 text-soft">{lead}</p>}
          </div>
          {children}
        </div>
      </main>
      <aside className="hidden flex-col justify-between overflow-hidden bg-[#0d3f38] text-[#f5f3ec] lg:flex">
        <p className="max-w-md p-10 text-2xl leading-snug font-medium tracking-tight xl:p-14 xl:text-3xl">
          You hold the keys. See every device that is in, and close the gate on any of them at once.
        </p>
        <GateScene className="block w-full" />
      </aside>
    </div>
  )
}
