/** Has the page that an act leads to tell what was done, once. */
import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { toldCookie } from '@/lib/cookies'
import { env } from '@/lib/env'
import { STAMPS } from '@/lib/stamps'
import { noteFor, readTold, type Told } from '@/lib/told'

/** Leads to `path`, which tells by `code` what came of the act. In server actions only. */
export async function goAndTell(path: string, kind: Told['kind'], code: string): Promise<never> {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  jar.set(toldCookie(noteFor(path, kind, code, sent), env()))
  redirect(path)
}

/** What the page at hand has to tell; nothing where it is shown a second time. */
export async function toldHere(): Promise<Told | null> {
  return readTold((await headers()).get(STAMPS.told))
}
