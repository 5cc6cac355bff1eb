import type { ReactNode } from 'react'
import { language } from '@/lib/request/language'
import { Scene } from './scene'
import { LogoLink } from './logo'

interface Props {
  title: string
  lead?: ReactNode
  children: ReactNode
}

/**
 * The frame of the pages for visitors: log-in, sign-up, setup and password reset. The content
 * starts at a fixed height, so that a message moves nothing.
 */
export async function Entrance({ title, lead, children }: Props) {
  const { words } = await language()
  return (
    <div className="grid grow lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] xl:grid-cols-[minmax(0,1fr)_minmax(0,34rem)]">
      <main className="flex min-w-0 flex-col px-4 py-6 sm:px-8">
        <LogoLink />
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
      <aside className="hidden flex-col justify-between overflow-hidden bg-night text-on-night lg:flex">
        <p className="max-w-md p-10 text-2xl leading-snug font-medium tracking-tight xl:p-14 xl:text-3xl">
          {words.entrance.promise}
        </p>
        <Scene className="block w-full" />
      </aside>
    </div>
  )
}
