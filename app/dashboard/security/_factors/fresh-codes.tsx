'use client'

import { Check, Copy, Download, Printer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button, buttonClass } from '@/app/_ui/button'
import { useHydrated } from '@/app/_ui/hydrated'
import { SECURITY } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'

interface Props {
  codes: readonly string[]
  /** The first line of the file, and its name. */
  fileName: string
  /** What has just been turned on. */
  done?: string
  /** Where the user goes on. */
  next?: string
  words: Omit<Words['secondFactor']['recoveryCodes']['fresh'], 'file' | 'on'>
}

/** Recovery codes, which nobody can read again. */
export function FreshCodes({ codes, fileName, done, next = SECURITY, words }: Props) {
  const hydrated = useHydrated()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const text = `${fileName}\n\n${codes.join('\n')}\n`
  return (
    <section className="@container w-full rounded-xl border border-accent bg-surface p-5 shadow-card sm:p-6">
      {done && (
        <p role="status" className="mb-3 font-medium text-accent">
          {done}
        </p>
      )}
      <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold tracking-tight">
        {words.title}
      </h2>
      <p className="mt-1 text-sm text-soft">{words.lead}</p>
      <ol className="mt-4 grid grid-cols-1 gap-x-8 gap-y-1.5 rounded-lg bg-sunken p-4 font-mono text-lg @min-[23rem]:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap">
            {code}
          </li>
        ))}
      </ol>
      <div className="mt-4 flex flex-wrap gap-2 print:hidden">
        {hydrated && <CopyButton text={text} words={words} />}
        <a
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={`${fileName}.txt`}
          className={buttonClass('secondary')}
        >
          <Download className="size-4" aria-hidden="true" />
          {words.download}
        </a>
        {hydrated && (
          <Button look="secondary" onClick={() => window.print()}>
            <Printer className="size-4" aria-hidden="true" />
            {words.print}
          </Button>
        )}
      </div>
      <p className="mt-6 print:hidden">
        {/* A new page drops the codes; and next may be the request of an application. */}
        <a href={next} className={buttonClass('primary')}>
          {words.saved}
        </a>
      </p>
    </section>
  )
}

function CopyButton({
  text,
  words,
}: {
  text: string
  words: Pick<Props['words'], 'copy' | 'copied'>
}) {
  const [copied, setCopied] = useState(false)
  const Icon = copied ? Check : Copy
  return (
    <Button
      look="secondary"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setCopied(true),
          () => setCopied(false),
        )
      }}
    >
      <Icon className="size-4" aria-hidden="true" />
      <span>{copied ? words.copied : words.copy}</span>
    </Button>
  )
}
