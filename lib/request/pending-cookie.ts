/** Reads and writes the cookie of a log-in that still needs a second factor. */
import 'server-only'
import { cookies } from 'next/headers'
import { deletedCookie, pendingCookie, readCookie } from '@/lib/base/cookies'
import { env } from '@/lib/base/env'
import { PENDING_LIFE } from '@/lib/factors/pending'

export async function readPendingToken(): Promise<string | null> {
  return readCookie('pending', await cookies(), env())
}

/** In server actions only. */
export async function setPendingCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(pendingCookie(token, PENDING_LIFE, jar, env()))
}

/** In server actions only. */
export async function clearPendingCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(deletedCookie('pending', jar, env()))
}
