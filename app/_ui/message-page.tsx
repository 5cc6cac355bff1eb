import type { ReactNode } from 'react'
import { LogoLink } from './logo'

interface Props {
  title: string
  message: string
  /** Announces changes of the text. */
  live?: boolean
  /** Buttons and links for what to do next. */
  children?: ReactNode
}

/** A page with a single message, such as an error. */
export function MessagePage({ title, message, live = false, children }: Props) {
  return (
    <main className="mx-auto flex w-full max-w-xl grow flex-col px-4 py-6 sm:px-6">
      <LogoLink />
      <div className="flex grow flex-col items-start justify-center pb-24">
        <div role={live ? 'status' : undefined}>
          <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{title}</h1>
          <p className="mt-3 text-lg text-soft">{message}</p>
        </div>
        <div className="mt-7 flex flex-wrap gap-3">{children}</div>
      </div>
    </main>
  )
}
