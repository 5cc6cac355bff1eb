'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { useHydrated } from '@/app/_ui/hydrated'
import { exactTime } from '@/app/_ui/times'

/** A secret link to copy and hand over. */
export function OneTimeLink({ url, expires }: { url: string; expires: string }) {
  const [copied, setCopied] = useState(false)
  const hydrated = useHydrated()
  const Icon = copied ? Check : Copy
  return (
    <div className="rounded-lg border border-ivy bg-ivy-wash p-4">
      <label className="block font-medium" htmlFor="one-time-link">
        A link for them alone
      </label>
      <p className="mt-1 text-sm">
        Hand it over where nobody else reads it. It works once, until {exactTime(new Date(expires))}
        , and is not shown again.
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
            <span>{copied ? 'Copied' : 'Copy'}</span>
          </Button>
        )}
      </div>
    </div>
  )
}
