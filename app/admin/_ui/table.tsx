import { Link } from '@/app/_ui/link'
import type { ReactNode } from 'react'
import { Panel } from './panel'

export interface Column {
  heading: string
  /** Class names for its width on a wide screen; the other columns share the rest. */
  width?: string
  /** The link that sorts by this column, and its current order. */
  sort?: { href: string; current: 'ascending' | 'descending' | null }
}

interface Props {
  /** What is listed, for screen readers. */
  label: string
  columns: readonly Column[]
  children: ReactNode
}

/**
 * A list with headings. On a narrow screen each row breaks into lines, and only headings that sort
 * stay visible. The roles are explicit, because browsers drop them when a table has another layout.
 */
export function Table({ label, columns, children }: Props) {
  return (
    <Panel>
      <table
        role="table"
        aria-label={label}
        className="w-full text-left max-md:block md:table-fixed"
      >
        <thead role="rowgroup" className="bg-sunken text-sm max-md:block">
          <tr role="row" className="max-md:flex max-md:flex-wrap max-md:gap-x-5 max-md:px-5">
            {columns.map((column) => (
              <Heading key={column.heading} {...column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="divide-y divide-line max-md:block">
          {children}
        </tbody>
      </table>
    </Panel>
  )
}

const ARROWS = { ascending: '↑', descending: '↓' }

function Heading({ heading, width = '', sort }: Column) {
  const current = sort?.current ?? null
  return (
    <th
      role="columnheader"
      scope="col"
      aria-sort={current ?? undefined}
      className={`py-1 font-medium text-soft md:px-3 md:first:pl-5 md:last:pr-5 ${width} ${sort ? '' : 'max-md:sr-only'}`}
    >
      {sort ? (
        <Link
          href={sort.href}
          className={`inline-flex min-h-9 items-center gap-1 underline decoration-transparent underline-offset-4 hover:text-ink hover:decoration-current ${current ? 'text-ink' : ''}`}
        >
          {heading}
          <span aria-hidden="true">{current ? ARROWS[current] : '↕'}</span>
        </Link>
      ) : (
        <span className="inline-flex min-h-9 items-center">{heading}</span>
      )}
    </th>
  )
}

export function Row({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <tr role="row" className={`max-md:block max-md:px-5 max-md:py-3.5 ${className}`}>
      {children}
    </tr>
  )
}

interface CellProps {
  /** The heading, repeated on a narrow screen where the cell needs it. */
  label?: string
  isHeader?: boolean
  className?: string
  children: ReactNode
}

export function Cell({ label, isHeader = false, className = '', children }: CellProps) {
  const Tag = isHeader ? 'th' : 'td'
  return (
    <Tag
      role={isHeader ? 'rowheader' : 'cell'}
      scope={isHeader ? 'row' : undefined}
      className={`min-w-0 align-top font-normal max-md:block md:px-3 md:py-3.5 md:first:pl-5 md:last:pr-5 ${className}`}
    >
      {label && (
        <span aria-hidden="true" className="text-soft md:hidden">
          {label}{' '}
        </span>
      )}
      {children}
    </Tag>
  )
}
