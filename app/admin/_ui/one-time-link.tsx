'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { useHydrated } from '@/app/_ui/hydrated'
import { useReader } from '@/app/_ui/reader'
import { exactTime } from '@/app/_ui/times'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'

export type LinkWords = Words['administration']['link']

interface Props {
  url: string
  /** ISO 8601. */
  expires: string
  words: LinkWords
}

/** A secret link to copy and hand over. */
export function OneTimeLink({ url, expires, words }: Props) {
  const [copied, setCopied] = useState(false)
  const hydrated = useHydrated()
  const reader = useReader()
  const Icon = copied ? Check : Copy
  return (
    <div className="rounded-lg border border-accent bg-accent-wash p-4">
      <label className="block font-medium" htmlFor="one-time-link">
        {words.label}
      </label>
      <p className="mt-1 text-sm">
        {fill(words.hint, { time: exactTime(new Date(expires), reader) })}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <input
          id="one-time-link"
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-11 min-w-0 grow rounded-lg border border-edge bg-surface px-3 font-mono text-sm"
        />
        {hydrated && (
          <Button
            look="secondary"
            onClick={() => {
              navigator.clipboard.writeText(url).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }}
          >
            <Icon className="size-4" aria-hidden="true" />
            <span>{copied ? words.copied : words.copy}</span>
          </Button>
        )}
      </div>
    </div>
  )
}
