import { Name } from '@/app/_ui/name'
import { When } from '@/app/_ui/when'
import type { Side } from '@/lib/incidents/answer'
import { deviceName, networkName } from './device-name'

interface Props {
  side: Side
  /** Class name of the device. */
  className?: string
}

/** One of the two clients of an incident: device, network and time. */
export function IncidentSide({ side, className = '' }: Props) {
  const network = networkName(side.network)
  return (
    <>
      <Name className={className}>{deviceName(side)}</Name>
      {network && (
        <>
          , <Name>{network}</Name>
        </>
      )}
      , <When at={side.at} />
    </>
  )
}
