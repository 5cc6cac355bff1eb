'use client'

import { useEffect, useState } from 'react'
import { useHydrated } from '@/app/_ui/hydrated'
import { Notice } from '@/app/_ui/notice'
import { LoggedOutSignal } from '@/app/session/_browser/logged-out-signal'
import { clearTabNote, readNote } from '@/app/session/_browser/tab-note'
import type { FlashMessage } from '@/lib/base/flash'
import type { Words } from '@/lib/words/catalogues'

interface Props {
  flash: FlashMessage | null
  words: Words['logIn']['why']
}

/** Says why the user is on the log-in page, if an action or a script of ours led here. */
export function LogInReason({ flash, words }: Props) {
  const hydrated = useHydrated()
  if (flash) return <Why code={flash.code} words={words} isFlash />
  return hydrated ? <WhyByNote words={words} /> : null
}

function WhyByNote({ words }: Pick<Props, 'words'>) {
  const [note] = useState(readNote)
  useEffect(clearTabNote, [])
  return <Why code={note ?? ''} words={words} />
}

/** Other tabs of this browser hear of these. */
const ENDINGS: readonly string[] = ['out', 'everywhere', 'leaving']

interface WhyProps extends Pick<Props, 'words'> {
  code: string
  isFlash?: boolean
}

function Why({ code, words, isFlash = false }: WhyProps) {
  if (!isReason(code, words)) return null
  return (
    <Notice tone={code === 'ended' ? 'info' : 'good'} role="status">
      {words[code]}
      {isFlash && ENDINGS.includes(code) && <LoggedOutSignal />}
    </Notice>
  )
}

function isReason(code: string, words: object): code is keyof Props['words'] {
  return Object.hasOwn(words, code)
}
