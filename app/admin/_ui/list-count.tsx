import type { ReactNode } from 'react'
import { Sentence } from '@/app/_ui/sentence'
import { language } from '@/lib/request/language'
import { countedForm, formatNumber, type Counted, type Text } from '@/lib/words/text'

interface Props<Name extends string> {
  count: number
  /** Where counting stops: it means this many or more. */
  most: number
  text: Counted<Name>
  /** What stands in the places of the text, besides the number in `n`. */
  parts?: Readonly<Record<Exclude<Name, 'n'>, ReactNode>>
}

/** The length of a list, shown above it. */
export async function ListCount<Name extends string>(props: Props<Name>) {
  const { count, most, text, parts } = props
  if (count === 0) return null
  const { locale } = await language()
  const form: Text<string> = countedForm(locale, text, { count, most })
  const all: Readonly<Record<string, ReactNode>> = { ...parts, n: formatNumber(locale, count) }
  return (
    <p className="mt-4 mb-3 text-sm text-soft">
      <Sentence text={form} parts={all} />
    </p>
  )
}
