import { Name } from '@/app/_ui/name'
import { When } from '@/app/_ui/when'
import type { Side } from '@/lib/incidents/answer'
import { language } from '@/lib/request/language'
import { deviceName, networkName } from '@/lib/words/device-name'

interface Props {
  side: Side
  /** Class name of the device. */
  className?: string
}

/** One of the two clients of an incident: device, network and time. */
export async function IncidentSide({ side, className = '' }: Props) {
  const reader = await language()
  const { devices } = reader.words
  const network = networkName(side.network, devices)
  return (
    <>
      <Name className={className}>{deviceName(side, devices)}</Name>
      {network && (
        <>
          , <Name>{network}</Name>
        </>
      )}
      , <When at={side.at} reader={reader} />
    </>
  )
}
