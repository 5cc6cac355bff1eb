import { Fragment, type ReactNode } from 'react'
import { partsOf, type Text } from '@/lib/words/text'

interface Props<Name extends string> {
  text: Text<Name>
  /** What stands in each place of the text, such as a name or a link. */
  parts: Readonly<Record<Name, ReactNode>>
}

/** A text of the catalogue with elements in its places. */
export function Sentence<Name extends string>({ text, parts }: Props<Name>) {
  return partsOf(text).map((part, index) => (
    <Fragment key={index}>{'said' in part ? part.said : parts[part.place as Name]}</Fragment>
  ))
}
