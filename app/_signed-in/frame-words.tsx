'use client'

import { createContext, useContext, type ReactNode } from 'react'

/** Texts of client components that any signed-in page may hold. Each is sent with every page. */
export interface FrameWords {
  cancel: string
}

const FrameWordsContext = createContext<FrameWords | null>(null)

export function FrameWordsProvider({
  words,
  children,
}: {
  words: FrameWords
  children: ReactNode
}) {
  return <FrameWordsContext value={words}>{children}</FrameWordsContext>
}

/** @throws Error outside the frame */
export function useFrameWords(): FrameWords {
  const words = useContext(FrameWordsContext)
  if (!words) throw new Error('There is no Frame around this component')
  return words
}
