import { Entrance } from '@/app/_ui/entrance'
import type { QueryProps } from '@/app/_ui/query'
import { Title } from '@/app/_ui/title'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { DeviceCodeForm } from './form'

const MAX_CODE_LENGTH = 20

/** Asks for the code that a device shows. A scanned one only fills the field. */
export default async function DevicePage({ searchParams }: QueryProps) {
  await requireUser()
  const { user_code: code } = await searchParams
  const { enter } = (await language()).words.deviceCode
  return (
    <>
      <Title>{enter.title}</Title>
      <Entrance title={enter.title} lead={enter.lead}>
        <DeviceCodeForm
          code={typeof code === 'string' ? code.slice(0, MAX_CODE_LENGTH) : ''}
          words={enter}
        />
      </Entrance>
    </>
  )
}
