import { noteMissing } from '@/lib/telemetry/request-context'
import { NotFoundInFrame } from './not-found'

/**
 * In place of what is not there, for people who are signed in. A page answers with it where it can:
 * of `notFound()` nothing would be seen without JavaScript.
 */
export function Missing() {
  noteMissing()
  return <NotFoundInFrame />
}
