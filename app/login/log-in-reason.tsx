'use client'

import { useEffect, useState } from 'react'
import { useHydrated } from '@/app/_ui/hydrated'
import { Notice } from '@/app/_ui/notice'
import { LoggedOutSignal } from '@/app/session/_browser/logged-out-signal'
import { clearTabNote, readNote } from '@/app/session/_browser/tab-note'
import type { FlashMessage } from '@/lib/base/flash'

const WORDS: Readonly<Record<string, { text: string; tone?: 'good' }>> = {
  ended: { text: 'You were signed out. Log in to continue.' },
  reset: {
    text: 'Your new password is set, and every device is signed out. Log in with it.',
    tone: 'good',
  },
  out: { text: 'You are logged out.', tone: 'good' },
  everywhere: { text: 'You are logged out on every device.', tone: 'good' },
}

/** Says why the user is on the log-in page, if an action or a script of ours led here. */
export function LogInReason({ flash }: { flash: FlashMessage | null }) {
  const hydrated = useHydrated()
  if (flash) return <Why code={flash.code} isFlash />
  return hydrated ? <WhyByNote /> : null
}

function WhyByNote() {
  const [note] = useState(readNote)
  useEffect(clearTabNote, [])
  return <Why code={note ?? ''} />
}

function Why({ code, isFlash = false }: { code: string; isFlash?: boolean }) {
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined
  if (!words) return null
  return (
    <Notice {...(words.tone && { tone: words.tone })} role="status">
      {words.text}
      {isFlash && (code === 'out' || code === 'everywhere') && <LoggedOutSignal />}
    </Notice>
  )
}
