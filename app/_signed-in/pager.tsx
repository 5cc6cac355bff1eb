import { ButtonLink } from '@/app/_ui/button'

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
export function Pager({ path, query, next, isLater }: Props) {
  if (!next && !isLater) return null
  return (
    <nav aria-label="Pages" className="mt-6 flex flex-wrap gap-3">
      {isLater && (
        <ButtonLink look="quiet" href={addressOf(path, query)}>
          First page
        </ButtonLink>
      )}
      {next && (
        <ButtonLink look="secondary" href={addressOf(path, { ...query, cursor: next })}>
          Next page
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
