'use client'

import type { ReactNode } from 'react'
import { PreferenceKeeper } from '@/app/_preferences/keeper'
import type { FlashMessage } from '@/lib/base/flash'
import { FormProgress } from './form-progress'
import { OldPage } from './old-page'
import { ReaderProvider, type Reader } from './reader'

interface Props {
  reader: Reader
  flash: FlashMessage | null
  children: ReactNode
}

/** The scripts of every page, as one client component: each reference to another costs every page. */
export function Shell({ reader, flash, children }: Props) {
  return (
    <ReaderProvider reader={reader}>
      <FormProgress />
      <PreferenceKeeper />
      <OldPage flash={flash}>{children}</OldPage>
    </ReaderProvider>
  )
}
