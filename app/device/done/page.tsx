import { MessagePage } from '@/app/_ui/message-page'
import type { QueryProps } from '@/app/_ui/query'
import { Title } from '@/app/_ui/title'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'

/** Says how the user answered a device. */
export default async function DeviceDonePage({ searchParams }: QueryProps) {
  await requireUser()
  const { answer } = await searchParams
  const { allowed, refused } = (await language()).words.deviceCode
  const { title, lead } = answer === 'allowed' ? allowed : refused
  return (
    <>
      <Title>{title}</Title>
      <MessagePage title={title} message={lead} />
    </>
  )
}
