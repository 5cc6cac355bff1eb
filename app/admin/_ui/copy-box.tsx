'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { useHydrated } from '@/app/_ui/hydrated'

interface Props {
  id: string
  value: string
  words: { label: string; hint: string; copy: string; copied: string }
}

/** A secret to copy and hand over. */
export function CopyBox({ id, value, words }: Props) {
  const [copied, setCopied] = useState(false)
  const hydrated = useHydrated()
  const Icon = copied ? Check : Copy
  return (
    <div className="rounded-lg border border-accent bg-accent-wash p-4">
      <label className="block font-medium" htmlFor={id}>
        {words.label}
      </label>
      <p className="mt-1 text-sm">{words.hint}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <input
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          className="min-h-11 min-w-0 grow rounded-lg border border-edge bg-surface px-3 font-mono text-sm"
        />
        {hydrated && (
          <Button
            look="secondary"
            onClick={() => {
              navigator.clipboard.writeText(value).then(
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
