import { ButtonLink } from '@/app/_ui/button'

interface Props {
  /** The page's own address without a query. */
  path: string
  /** What is asked for besides, kept from page to page. */
  query: Readonly<Record<string, string>>
  /** Where the next page begins; null at the end. */
  next: string | null
  /** True where this is not the first page. */
  isLater: boolean
}

/** On to older rows, and back to the newest: lists this long have no numbered pages. */
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
        <ButtonLink look="secondary" href={addressOf(path, { ...query, after: next })}>
          Next page
        </ButtonLink>
      )}
    </nav>
  )
}

/** `path` with the parts of `query` that say something. */
export function addressOf(path: string, query: Readonly<Record<string, string>>): string {
  const said = Object.entries(query).filter(([, value]) => value !== '')
  return said.length > 0 ? `${path}?${new URLSearchParams(said)}` : path
}
