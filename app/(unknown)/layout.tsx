import type { ReactNode } from 'react'
import { OwnFrame } from '@/app/_signed-in/own-frame'
import { currentUser } from '@/lib/request/current-user'

export default async function UnknownLayout({ children }: { children: ReactNode }) {
  const actor = await currentUser()
  return actor ? <OwnFrame actor={actor}>{children}</OwnFrame> : children
}
