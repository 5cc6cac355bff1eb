import { ButtonLink } from '@/app/_ui/button'
import { language } from '@/lib/request/language'

interface Props {
  /** The page's path, without a query. */
  path: string
  /** Other query parameters, kept from page to page. */
  query: Readonly<Record<string, string>>
  /** Cursor of the next page; null on the last one. */
  next: string | null
  /** True on every page but the first. */
  isLater: boolean
}

/** Links to the next page and the first. Lists this long have no page numbers. */
export async function Pager({ path, query, next, isLater }: Props) {
  if (!next && !isLater) return null
  const { pager } = (await language()).words.frame
  return (
    <nav aria-label={pager.label} className="mt-6 flex flex-wrap gap-3">
      {isLater && (
        <ButtonLink look="quiet" href={addressOf(path, query)}>
          {pager.first}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink look="secondary" href={addressOf(path, { ...query, cursor: next })}>
          {pager.next}
        </ButtonLink>
      )}
    </nav>
  )
}

/** `path` with the parameters of `query` that are not empty. */
export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const filled = Object.entries(query).filter(([, value]) => value !== '')
  return filled.length > 0 ? `${path}?${new URLSearchParams(filled)}` : path
}
