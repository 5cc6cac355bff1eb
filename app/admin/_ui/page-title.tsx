import type { ReactNode } from 'react'
import { Title } from '@/app/_ui/title'
import { language } from '@/lib/request/language'
import { fill } from '@/lib/words/text'

type Props = Named & {
  lead?: ReactNode
  /** Shown at the right. */
  action?: ReactNode
}

/** `page` is the browser's title, where the heading is the name of a user or role. */
type Named = { title: string; page?: string } | { title: ReactNode; page: string }

/** The heading of every administration page. */
export async function PageTitle({ title, page = String(title), lead, action }: Props) {
  const { administration } = (await language()).words
  return (
    <div className="mb-8 flex flex-wrap items-start justify-between gap-4">
      <Title>{fill(administration.title, { page })}</Title>
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{title}</h1>
        {lead && <p className="mt-1 max-w-prose text-soft">{lead}</p>}
      </div>
      {action}
    </div>
  )
}
