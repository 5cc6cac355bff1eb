import { markMissing } from '@/lib/telemetry/request-context'
import { NotFoundInFrame } from './not-found'

/**
 * The not-found page inside the signed-in frame. Pages render it instead of calling `notFound()`,
 * which shows nothing without JavaScript.
 */
export function NotFoundHere() {
  markMissing()
  return <NotFoundInFrame />
}
