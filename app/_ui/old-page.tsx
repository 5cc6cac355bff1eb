'use client'

import { createContext, useContext, type ReactNode } from 'react'
import { OLD_PAGE, type FlashMessage, type Typed } from '@/lib/base/flash'
import { Notice } from './notice'
import { useReader } from './reader'

const TypedContext = createContext<Typed>({})

/** What was typed into this page before an update invalidated its forms, by field. */
export function useRestoredValues(): Typed {
  return useContext(TypedContext)
}

/** Says that a form was sent from a page older than an update, and restores what was typed. */
export function OldPage({ flash, children }: { flash: FlashMessage | null; children: ReactNode }) {
  const isOld = flash?.code === OLD_PAGE
  const { words } = useReader()
  return (
    <TypedContext value={isOld ? flash.typed : {}}>
      {isOld && (
        <div className="px-4 pt-4 sm:px-6">
          <Notice role="status">{words.updated}</Notice>
        </div>
      )}
      {children}
    </TypedContext>
  )
}
