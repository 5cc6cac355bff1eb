import { deviceName } from '@/lib/words/device-name'
import type { EventSummary } from '@/lib/events/list'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'

/** What happened, where no element can stand within the text. */
export function eventText(event: EventSummary, { devices, ownEvents }: Words): string {
  return event.ended
    ? fill(ownEvents.loggedOutDevice, { device: deviceName(event.ended, devices) })
    : ownEvents.kinds[event.type]
}
