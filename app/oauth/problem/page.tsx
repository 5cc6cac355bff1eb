import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { MessagePage } from '@/app/_ui/message-page'
import { INTERNAL_HEADERS } from '@/lib/base/internal-headers'
import { language } from '@/lib/request/language'
import { fill } from '@/lib/words/text'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.oauth.problem
  return { title, description, robots: { index: false } }
}

const TOLD = ['invalid_client', 'invalid_redirect_uri', 'invalid_request', 'expired'] as const

/** Says what is wrong with a request that no application can be told of. */
export default async function ProblemPage() {
  const code = (await headers()).get(INTERNAL_HEADERS.problem) ?? 'expired'
  const { problem } = (await language()).words.oauth
  const known = TOLD.find((one) => one === code) ?? 'unknown'
  return (
    <MessagePage title={problem.title} message={problem[known]}>
      <p className="text-soft">{fill(problem.code, { code })}</p>
    </MessagePage>
  )
}
