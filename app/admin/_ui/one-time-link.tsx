'use client'

import { useReader } from '@/app/_ui/reader'
import { exactTime } from '@/lib/words/times'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { CopyBox } from './copy-box'

export type LinkWords = Words['administration']['link']

interface Props {
  url: string
  /** ISO 8601. */
  expires: string
  words: LinkWords
}

/** A secret link to copy and hand over. */
export function OneTimeLink({ url, expires, words }: Props) {
  const hint = fill(words.hint, { time: exactTime(new Date(expires), useReader()) })
  return <CopyBox id="one-time-link" value={url} words={{ ...words, hint }} />
}
